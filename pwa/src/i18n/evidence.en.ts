/** Words of looking at evidence and of its custody in English. */

import type { EvidenceWords } from "./evidence.zh";

export const evidenceEn: EvidenceWords = {
  "evidence.ask": "Look at the evidence",
  "evidence.purpose": "Purpose",
  "evidence.choose": "Choose",
  "evidence.purpose_own_capture": "Own capture",
  "evidence.purpose_casework": "Work on the case",
  "evidence.purpose_review": "Legal review, reconsideration",
  "evidence.purpose_complaint": "Checking a complaint",
  "evidence.purpose_transfer": "Transfer to another body",
  "evidence.purpose_publication": "Publication",
  "evidence.purpose_supervision": "Supervision of enforcement",
  "evidence.recorded": "Who looked, when and why goes into the record of custody. For this lead you are asked once a session.",
  "evidence.look": "Look",
  "custody.title": "Custody",
  "custody.captured": "Captured (phone's clock)",
  "custody.declared": "Declared",
  "custody.system": "The system",
  "custody.purpose": "Purpose: {purpose}",
  "custody.sealed": "sealed",
  "custody.waiting": "not sealed yet",
  "custody.failed": "the custody cannot be read: {reason}",
  "custody.print_hint": "Photos and custody are shown once the purpose is chosen.",
};
