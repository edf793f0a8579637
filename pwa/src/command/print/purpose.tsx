/** What a lead's photos are printed for: asked above the sheet, unless it was said before in this session. */

import { useEffect } from "preact/hooks";
import type { EvidencePurpose, LeadDetail } from "../../api/types";
import { EvidencePurposeForm, useEvidencePurpose } from "../../ui/evidence_purpose";
import "../viewer.css";

type Props = { lead: LeadDetail; me: string; onSaid(purpose: EvidencePurpose): void };

export function SayPurpose({ lead, me, onSaid }: Props) {
  const [purpose, choose] = useEvidencePurpose(me, lead.id, lead.media);
  useEffect(() => {
    if (purpose) onSaid(purpose);
  }, [purpose]);
  return purpose ? null : <EvidencePurposeForm me={me} onChoose={choose} />;
}
