/** What was sent with a lead: how far each thing has got, and to look at or listen to once the server has it. */

import { Mic } from "lucide";
import { useState } from "preact/hooks";
import type { Media, Uuid } from "../api/types";
import { t } from "../i18n";
import type { Medium, Op } from "../store/records";
import type { LeadItem } from "../sync/overview";
import { sync } from "../sync/state";
import { Icon } from "../ui/icon";
import { useValue } from "../ui/observable";
import { lazy } from "../ui/lazy";
import type { Opened } from "./lead_large";
import { mediumText } from "./lead_words";
import { Thumb } from "./thumb";

const LargeMedium = lazy(() => import("./lead_large").then((module) => module.LargeMedium));

type Shown = { me: Uuid; item: LeadItem | null; told_media: readonly Op[]; local: readonly Medium[]; told: readonly Media[] };

export function Photos({ me, item, told_media, local, told }: Shown) {
  const { progress } = useValue(sync);
  const [open, setOpen] = useState<Opened | null>(null);
  const ids = [...new Set([...local.map(({ id }) => id), ...told.map(({ id }) => id)])];
  const ops = [...(item?.media ?? []), ...told_media];
  if (ids.length === 0) return <p class="hint">{t("capture.photos_none")}</p>;
  const row = (id: Uuid, i: number) => {
    const [own, medium] = [local.find((other) => other.id === id), told.find((other) => other.id === id)];
    const op = ops.find((other) => other.id === id);
    const word = mediumText(op, progress.get(id), medium?.state);
    const name = t((medium ?? own)?.role === "voice" ? "voice.record" : "lead.photo", { n: i + 1 });
    const small = own ? <Thumb medium={own} name={name} /> : <Small medium={medium!} name={name} />;
    const there = medium?.state === "received" ? medium : undefined;
    return (
      <li key={id}>
        {own || there ? (
          <button type="button" class="thumb-open" aria-haspopup="dialog" onClick={() => setOpen({ own, told: there, name })}>
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
      {open && <LargeMedium {...open} me={me} onClose={() => setOpen(null)} />}
    </>
  );
}

/** A thing that is not on this phone. Of a sound there is no picture, nor without a network, nor of what was deleted. */
function Small({ medium, name }: { medium: Media; name: string }) {
  const [lost, setLost] = useState(medium.state === "erased");
  const sound = (medium.detected_mime ?? medium.mime).startsWith("audio/");
  const src = `/api/media/${medium.id}/thumbnail`;
  return (
    <span class="thumb">
      {sound || lost ? (
        <>
          <Icon name={sound ? Mic : "gallery"} size={32} />
          <span class="thumb-kind">{name}</span>
        </>
      ) : (
        <img src={src} alt={name} loading="lazy" onError={() => setLost(true)} />
      )}
    </span>
  );
}
