/** What a package of evidence is for: proposed from what was said in this session before, so that one press goes on. */

import type { EvidencePurpose, Uuid } from "../../api/types";
import { t } from "../../i18n";

const ofLead = (me: Uuid, lead: Uuid) => `package/${me}/${lead}`;
const last = (me: Uuid) => `package/${me}`;

export type Proposed = { text: string; from: "package" | "look" | "last" | null };

/**
 * What a package of this lead was taken for; else what its photos are looked at for; else what the last package was for.
 * Nobody takes a package for having taken the photos.
 */
export function proposed(me: Uuid, lead: Uuid, purpose: EvidencePurpose | null): Proposed {
  const before = sessionStorage.getItem(ofLead(me, lead));
  if (before) return { text: before, from: "package" };
  if (purpose !== null && purpose !== "own_capture") return { text: t(`evidence.purpose_${purpose}`), from: "look" };
  const other = sessionStorage.getItem(last(me));
  return other ? { text: other, from: "last" } : { text: "", from: null };
}

export function keepPurpose(me: Uuid, lead: Uuid, text: string): void {
  sessionStorage.setItem(ofLead(me, lead), text);
  sessionStorage.setItem(last(me), text);
}
