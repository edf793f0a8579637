/** A lead's photos large, once it has been said what for. */

import { useEffect, useRef } from "preact/hooks";
import type { LeadDetail, Media } from "../api/types";
import { t } from "../i18n";
import { EvidencePurposeForm, useEvidencePurpose } from "../ui/evidence_purpose";
import { Lightbox } from "./lightbox";
import "./viewer.css";

export type ViewerProps = {
  lead: LeadDetail;
  media: readonly Media[];
  start: number;
  me: string;
  /** Whether one may read who has handled it. */
  reviews: boolean;
  onClose(): void;
};

export function Viewer({ lead, media, start, me, reviews, onClose }: ViewerProps) {
  const [purpose, choose] = useEvidencePurpose(me, lead.id, media);
  if (purpose === null) return <AskPurpose me={me} onChoose={choose} onClose={onClose} />;
  const place = lead.place.coordinates;
  return <Lightbox media={media} start={start} place={place} purpose={purpose} reviews={reviews} onClose={onClose} />;
}

type AskProps = Parameters<typeof EvidencePurposeForm>[0] & { onClose(): void };

function AskPurpose({ me, onChoose, onClose }: AskProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="many-dialog ask-purpose" aria-labelledby="ask-purpose" onClose={onClose}>
      <h2 id="ask-purpose">{t("evidence.ask")}</h2>
      <EvidencePurposeForm me={me} onChoose={onChoose} />
      <div class="decide-buttons">
        <button type="button" class="button" onClick={() => dialog.current?.close()}>
          {t("act.cancel")}
        </button>
      </div>
    </dialog>
  );
}
