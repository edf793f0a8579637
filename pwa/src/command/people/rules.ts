/** Which roles there are, which may be held together, and what a temporary password looks like. Pure. */

import type { Person, Role } from "../../api/types";

export const ROLES: readonly Role[] = [
  "grid_worker",
  "officer",
  "squad_leader",
  "command_room",
  "legal_reviewer",
  "county_department",
  "guidance_office",
];
/** 三员: each is held alone. */
export const ADMINISTRATORS: readonly Role[] = ["system_admin", "security_admin", "auditor"];

export function isAdministrator(roles: readonly Role[]): boolean {
  return roles.some((role) => ADMINISTRATORS.includes(role));
}

/** The roles after one was ticked or unticked: an administrator's role stands alone, whichever way one gets there. */
export function toggled(roles: readonly Role[], role: Role): Role[] {
  if (roles.includes(role)) return roles.filter((held) => held !== role);
  if (ADMINISTRATORS.includes(role)) return [role];
  return [...roles.filter((held) => !ADMINISTRATORS.includes(held)), role];
}

/** No letters that are taken for one another, read out or written down by hand. */
const LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
const GROUPS = [4, 4, 4];

/** Three groups of four: about 59 bits. `random` gives that many bytes. */
export function temporaryPassword(random: (count: number) => Uint8Array): string {
  return GROUPS.map((count) => group(count, random)).join("-");
}

function group(count: number, random: (count: number) => Uint8Array): string {
  let text = "";
  // A byte beyond the last whole round of letters is thrown away: it would make some letters likelier than others.
  const usable = 256 - (256 % LETTERS.length);
  while (text.length < count) {
    for (const byte of random(count)) {
      if (byte < usable && text.length < count) text += LETTERS[byte % LETTERS.length];
    }
  }
  return text;
}

export function randomBytes(count: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(count));
}

/** The phone's address with the sign-in name filled in. Holds no password. */
export function signInAddress(origin: string, name: string): string {
  return `${origin}/#/sign-in?name=${encodeURIComponent(name)}`;
}

/** The town of somebody new: the only one there is, or that of all people in sight who are in this squad; else none. */
export function townOf(squad: string, people: readonly Person[], towns: readonly { code: string }[]): string[] {
  if (towns.length === 1) return towns.map(({ code }) => code);
  if (squad === "") return [];
  const codes = new Set(people.filter((one) => one.squad === squad).flatMap(({ town_codes }) => town_codes));
  return codes.size === 1 ? [...codes] : [];
}
