/** Photos, films and files of a draft. */

import { useRef, useState } from "preact/hooks";
import type { Me, MediaSource } from "../api/types";
import { hasCamera } from "../capture/camera";
import { MOST_BYTES, MOST_FILES, refusal, takeIn } from "../capture/intake";
import { fixOf, type OwnFix } from "../capture/own_fix";
import { t } from "../i18n";
import { discardMedium, mediaOf } from "../store/media";
import type { Draft } from "../store/records";
import { Icon } from "../ui/icon";
import { lazy } from "../ui/lazy";
import { Banner, Confirm } from "../ui/parts";
import { useQuery } from "../ui/query";
import { Thumb } from "./thumb";

const Camera = lazy(() => import("./camera").then((module) => module.Camera));

type Props = { me: Me; draft: Draft; own: OwnFix; flush(): Promise<void>; onKeeping(n: number): void };

export function MediaField({ me, draft, own, flush, onKeeping }: Props) {
  const media = useQuery(["media"], () => mediaOf(draft.id), [draft.id]) ?? [];
  const [camera, setCamera] = useState(false);
  const { keep, keeping, problem } = useKeeping(me, draft, own, media.length, onKeeping);
  const open = async () => {
    // The camera may cost us the tab: the draft is on the disk before it opens.
    await flush();
    setCamera(true);
  };
  return (
    <section class="card">
      <h2>{t("capture.photos")}</h2>
      <ul class="thumbs" aria-label={t("capture.photos")}>
        {media.map((medium, i) => (
          <li key={medium.id}>
            <Thumb medium={medium} name={t("lead.photo", { n: i + 1 })} />
            <Remove name={t("lead.photo", { n: i + 1 })} onYes={() => void discardMedium(medium.id)} />
          </li>
        ))}
      </ul>
      {media.length === 0 && keeping === 0 && <p class="hint">{t("capture.photos_none")}</p>}
      {keeping > 0 && (
        <p class="hint" role="status">
          {t("capture.keeping", { n: keeping })}
        </p>
      )}
      {problem && (
        <Banner tone="danger" icon="warning" alert>
          {problem}
        </Banner>
      )}
      <div class="buttons even">
        {hasCamera() ? (
          <button type="button" class="button primary" onClick={() => void open()}>
            <Icon name="capture" />
            {t("capture.camera")}
          </button>
        ) : (
          <Picker
            word={t("capture.camera")}
            icon="capture"
            accept="image/*"
            camera
            source="file"
            flush={flush}
            onPick={keep}
          />
        )}
        <Picker
          word={t("capture.gallery")}
          icon="gallery"
          accept="image/*,video/*"
          source="gallery"
          flush={flush}
          onPick={keep}
        />
        <Picker word={t("capture.file")} icon="file" source="file" flush={flush} onPick={keep} />
      </div>
      {camera && (
        <Camera
          own={own}
          room={MOST_FILES - media.length - keeping}
          taken={media.length}
          onPhoto={(blob, filename) => void keep([new File([blob], filename, { type: blob.type })], "camera")}
          onDone={() => setCamera(false)}
        />
      )}
    </section>
  );
}

type Keep = (files: readonly File[], source: MediaSource) => Promise<void>;

function useKeeping(me: Me, draft: Draft, own: OwnFix, count: number, onKeeping: (n: number) => void) {
  const [keeping, setKeeping] = useState(0);
  const [problem, setProblem] = useState<string | null>(null);
  const under = useRef(0);
  const move = (by: number) => {
    under.current += by;
    setKeeping(under.current);
    onKeeping(under.current);
  };
  const keep: Keep = async (files, source) => {
    const room = MOST_FILES - count - under.current;
    setProblem(files.length > room ? t("capture.too_many", { n: MOST_FILES }) : null);
    const some = files.slice(0, Math.max(0, room));
    move(some.length);
    for (const file of some) {
      const failure = await keepOne(me, draft, own, file, source);
      if (failure) setProblem(failure);
      move(-1);
    }
  };
  return { keep, keeping, problem };
}

/** What went wrong, or null. A file from a gallery was taken elsewhere and earlier: no fix of ours is bound to it. */
async function keepOne(me: Me, draft: Draft, own: OwnFix, file: File, source: MediaSource): Promise<string | null> {
  const why = refusal(file.size);
  if (why === "empty") return t("capture.empty_file", { name: file.name });
  if (why === "too_large") return t("capture.too_large", { name: file.name, n: MOST_BYTES >> 20 });
  const now = Date.now();
  const fix = source === "camera" && own.reading ? fixOf(own.reading, now) : null;
  const at = source === "camera" ? now : Math.min(now, file.lastModified || now);
  try {
    await takeIn(draft.id, me.id, { blob: file, filename: file.name, source, fix, at });
    return null;
  } catch (error) {
    return t("capture.not_kept", { name: file.name, reason: error instanceof Error ? error.name : String(error) });
  }
}

type Picking = {
  word: string;
  icon: "capture" | "gallery" | "file";
  accept?: string;
  camera?: boolean;
  source: MediaSource;
  flush(): Promise<void>;
  onPick: Keep;
};

function Picker({ word, icon, accept, camera, source, flush, onPick }: Picking) {
  const picked = (event: { currentTarget: HTMLInputElement }) => {
    const input = event.currentTarget;
    const files = [...(input.files ?? [])];
    // So that the same file can be picked again after it was removed.
    input.value = "";
    void onPick(files, source);
  };
  return (
    <label class="button file-button">
      <Icon name={icon} />
      {word}
      <input
        type="file"
        class="sr-only"
        multiple={!camera}
        {...(accept ? { accept } : {})}
        {...(camera ? { capture: "environment" as const } : {})}
        onClick={() => void flush()}
        onChange={picked}
      />
    </label>
  );
}

function Remove({ name, onYes }: { name: string; onYes(): void }) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <button
        type="button"
        class="thumb-remove"
        aria-label={t("capture.remove", { name })}
        onClick={() => setAsking(true)}
      >
        <Icon name="close" size={20} />
      </button>
      {asking && (
        <Confirm
          title={t("capture.remove_ask")}
          yes={t("capture.remove_yes")}
          danger
          onYes={onYes}
          onNo={() => setAsking(false)}
        />
      )}
    </>
  );
}
