/** What was sent with a lead: how far each thing has got, and to look at or listen to once the server has it. */

import { useState } from "preact/hooks";
import type { Media, Uuid } from "../api/types";
import { t } from "../i18n";
import type { Medium, Op } from "../store/records";
import type { LeadItem } from "../sync/overview";
import { sync } from "../sync/state";
import { EvidencePurposeForm, useEvidencePurpose } from "../ui/evidence_purpose";
import { Icon } from "../ui/icon";
import { useValue } from "../ui/observable";
import { Sheet } from "../ui/sheet";
import { Offline } from "../ui/states";
import { mediumText } from "./lead_words";
import { Thumb } from "./thumb";

type Shown = { me: Uuid; item: LeadItem | null; told_media: readonly Op[]; local: readonly Medium[]; told: readonly Media[] };

export function Photos({ me, item, told_media, local, told }: Shown) {
  const { progress } = useValue(sync);
  const [open, setOpen] = useState<{ medium: Media; name: string } | null>(null);
  const ids = [...new Set([...local.map(({ id }) => id), ...told.map(({ id }) => id)])];
  const ops = [...(item?.media ?? []), ...told_media];
  if (ids.length === 0) return <p class="hint">{t("capture.photos_none")}</p>;
  const row = (id: Uuid, i: number) => {
    const [own, medium] = [local.find((other) => other.id === id), told.find((other) => other.id === id)];
    const op = ops.find((other) => other.id === id);
    const word = mediumText(op, progress.get(id), medium?.state);
    const name = t((medium ?? own)?.role === "voice" ? "voice.record" : "lead.photo", { n: i + 1 });
    const small = own ? <Thumb medium={own} name={name} /> : <Small medium={medium!} name={name} />;
    return (
      <li key={id}>
        {medium?.state === "received" ? (
          <button type="button" class="thumb-open" aria-haspopup="dialog" onClick={() => setOpen({ medium, name })}>
            {small}
          </button>
        ) : (
          small
        )}
        <small class={`state-word ${word.tone}`}>{word.text}</small>
      </li>
    );
  };
  return (
    <>
      <ul class="thumbs with-state">{ids.map(row)}</ul>
      {open && (
        <Sheet title={open.name} onClose={() => setOpen(null)}>
          <Large {...open} me={me} />
        </Sheet>
      )}
    </>
  );
}

const kindOf = ({ detected_mime, mime }: Media) => (detected_mime ?? mime).split("/")[0];

/** A thing that is not on this phone. Of a sound there is no picture. */
function Small({ medium, name }: { medium: Media; name: string }) {
  const sound = kindOf(medium) === "audio";
  return (
    <span class="thumb">
      {sound ? <Icon name="file" size={32} /> : <img src={`/api/media/${medium.id}/thumbnail`} alt={name} loading="lazy" />}
      {sound && <span class="thumb-kind">{name}</span>}
    </span>
  );
}

/** What somebody else captured is shown once it has been said what for. */
function Large({ me, medium, name }: { me: Uuid; medium: Media; name: string }) {
  const [purpose, choose] = useEvidencePurpose(me, medium.lead_id, [medium]);
  const { reach } = useValue(sync);
  const [lost, setLost] = useState(false);
  const kind = kindOf(medium);
  const at = (part: string) => `/api/media/${medium.id}/${part}?purpose=${purpose}`;
  const onError = () => setLost(true);
  if (reach === "offline" || lost) return <Offline again={() => setLost(false)} />;
  if (purpose === null) return <EvidencePurposeForm me={me} onChoose={choose} />;
  if (kind === "audio") return <audio class="medium-large" controls src={at("original")} aria-label={name} onError={onError} />;
  if (kind === "video")
    return <video class="medium-large" controls playsInline src={at("original")} aria-label={name} onError={onError} />;
  if (kind === "image") return <img class="medium-large" src={at("preview")} alt={name} onError={onError} />;
  return (
    <a class="button" href={at("original")} download>
      {medium.filename}
    </a>
  );
}
