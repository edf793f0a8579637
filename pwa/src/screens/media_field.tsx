/** Photos, films, voices and files of a draft. */

import { Mic, PenLine } from "lucide";
import { useState } from "preact/hooks";
import type { Me } from "../api/types";
import { typeFor } from "../capture/film";
import { t } from "../i18n";
import { discardWithDerived, type Reason } from "../chain/discard";
import { derivedOf, isOriginal } from "../store/derived";
import type { Draft, Medium } from "../store/records";
import { Icon } from "../ui/icon";
import { lazy } from "../ui/lazy";
import { Banner, Confirm } from "../ui/parts";
import { Picker } from "./picker";
import { ReasonChoice } from "./reason_choice";
import { Thumb } from "./thumb";
import "./capture.css";
import type { Keeping } from "./use_keeping";
import { Voice, VoicePlayer } from "./voice";

const Annotate = lazy(
  () => import("./annotate").then((module) => module.Annotate),
  undefined,
  () => import("../i18n/capture").then((module) => module.captureWords()),
);

type Props = {
  me: Me;
  draft: Draft;
  media: readonly Medium[];
  keeping: Keeping;
  flush(): Promise<void>;
  onCamera(): void;
};

export function MediaField({ me, draft, media, keeping, flush, onCamera }: Props) {
  const [speaking, setSpeaking] = useState(false);
  const [drawing, setDrawing] = useState<Medium | null>(null);
  const originals = media.filter(isOriginal);
  const seen = originals.filter(({ role }) => role !== "voice");
  return (
    <section class="card">
      <h2>{t("capture.photos")}</h2>
      <ul class="thumbs" aria-label={t("capture.photos")}>
        {seen.map((medium, i) => (
          <Taken key={medium.id} medium={medium} media={media} name={t("lead.photo", { n: i + 1 })} onDraw={setDrawing} />
        ))}
      </ul>
      {originals.filter(({ role }) => role === "voice").map((medium) => <VoicePlayer key={medium.id} medium={medium} />)}
      {originals.length === 0 && <p class="hint">{t("capture.photos_none")}</p>}
      {/* Its line is always there: what lies below must not move away under a finger. */}
      <p class="hint one-line" role="status">
        {keeping.busy > 0 && t("capture.keeping", { n: keeping.busy })}
      </p>
      <Troubles keeping={keeping} />
      {speaking ? (
        <Voice me={me} draft={draft} number={originals.length + 1} onEnd={() => setSpeaking(false)} />
      ) : (
        <div class="ways">
          <button type="button" class="button" onClick={onCamera}>
            <Icon name="capture" />
            {t(seen.length > 0 ? "capture.more" : "capture.camera")}
          </button>
          {typeFor("voice") !== null && (
            <button type="button" class="button" onClick={() => void flush().then(() => setSpeaking(true))}>
              <Icon name={Mic} />
              {t("voice.record")}
            </button>
          )}
          <Picker word={t("capture.gallery")} icon="gallery" accept="image/*,video/*" source="gallery" onOpen={() => void flush()} onPick={keeping.keep} />
          <Picker word={t("capture.file")} icon="file" source="file" onOpen={() => void flush()} onPick={keeping.keep} />
        </div>
      )}
      {drawing && (
        <Annotate me={me} original={drawing} before={derivedOf(media, drawing.id, "annotated")?.marks ?? []} onDone={() => setDrawing(null)} />
      )}
    </section>
  );
}

function Troubles({ keeping: { problem, full, retry } }: { keeping: Keeping }) {
  if (!problem) return null;
  return (
    <Banner tone="danger" icon="warning" alert>
      {problem}
      {full && <p>{t("capture.free_room")}</p>}
      {retry && (
        <button type="button" class="button small" onClick={retry}>
          {t("capture.retry")}
        </button>
      )}
      {full && (
        <a class="button small" href="#/outbox">
          {t("capture.go_outbox")}
        </a>
      )}
    </Banner>
  );
}

const PhotoView = lazy(
  () => import("./photo_view").then((module) => module.PhotoView),
  undefined,
  () => import("../i18n/capture").then((module) => module.captureWords()),
);

type TakenProps = { medium: Medium; media: readonly Medium[]; name: string; onDraw(medium: Medium): void };

/** One thing taken, with what was made of it. */
function Taken({ medium, media, name, onDraw }: TakenProps) {
  const annotated = derivedOf(media, medium.id, "annotated");
  const stamped = derivedOf(media, medium.id, "stamped");
  const [open, setOpen] = useState(false);
  // What goes out with it is what one looks at first.
  const shown = [annotated, stamped, medium].filter((one) => one !== undefined);
  const drawable = medium.mime.startsWith("video/") || medium.thumbnail !== null;
  return (
    <li>
      <span class="thumb-wrap">
        <Thumb medium={annotated ?? medium} name={name} />
        {/* Over the picture, which stays one for readers, too. */}
        {drawable && (
          <button type="button" class="thumb-over" aria-haspopup="dialog" aria-label={t("photo.open", { name })} onClick={() => setOpen(true)} />
        )}
      </span>
      {open && <PhotoView name={name} shown={shown} onClose={() => setOpen(false)} />}
      <Remove name={name} onYes={(reason) => void discardWithDerived(medium, reason)} />
      <small class="made">
        {medium.cut_short && <span class="warn">{t("film.cut_short")}</span>}
        {stamped && <span>{t("stamp.done")}</span>}
      </small>
      {/* Without a thumbnail this browser cannot read the picture (HEIC): nothing can be drawn onto it. */}
      {medium.mime.startsWith("image/") && medium.thumbnail && (
        <button type="button" class="button small" aria-label={`${t("mark.do")}：${name}`} onClick={() => onDraw(medium)}>
          <Icon name={PenLine} size={20} />
          {t("mark.do")}
        </button>
      )}
    </li>
  );
}

function Remove({ name, onYes }: { name: string; onYes(reason: Reason): void }) {
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState<Reason>("other");
  return (
    <>
      <button type="button" class="thumb-remove" aria-label={t("capture.remove", { name })} onClick={() => setAsking(true)}>
        <Icon name="close" size={20} />
      </button>
      {asking && (
        <Confirm title={t("capture.remove_ask")} yes={t("capture.remove_yes")} danger onYes={() => onYes(reason)} onNo={() => setAsking(false)}>
          <ReasonChoice reason={reason} onChoose={setReason} />
        </Confirm>
      )}
    </>
  );
}
