/** Words on paper in English. */

import type { PrintWords } from "./print.zh";

export const printEn: PrintWords = {
  "print.now": "Print or save as PDF",
  "print.hint": "A4; the browser adds page numbers at the foot.",
  "print.product": "Fengxun · Duty command room",
  "print.lead": "Lead",
  "print.patrol": "Patrol",
  "print.number": "Number",
  "print.by": "printed {time} by {name}",
  "print.plan": "Plan of the place",
  "print.plan_lead": "Solid mark: the lead. Hollow circle: the phone's fix at capture. A sketch, not a survey.",
  "print.track": "Plan of the track",
  "print.gap_to": "To",
  "print.last_place": "Last place before the gap",
  "print.north": "N",
  "print.no_place": "No fix.",
  "print.nothing": "the address names nothing to print",
  "print.end": "— end —",
  "package.open": "Evidence package",
  "package.what": "One ZIP: the originals as received, the record of all that was done, and the proofs that it stands in the sealed log. Anybody can check it without a network.",
  "package.purpose": "What it is needed for (recorded)",
  "package.for.review": "Legal review",
  "package.for.reconsideration": "Administrative reconsideration",
  "package.for.court": "Court case",
  "package.for.inspection": "Supervision of enforcement",
  "package.take": "Download the package",
  "package.check": "To check it: python -m backend.evidence.verifier package.zip --policy policy.txt",
};
