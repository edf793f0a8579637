/** The account. In English. */
import type { AccountWords } from "./account.zh";

export const accountEn: AccountWords = {
  "account.roles": "Roles",
  "account.towns": "Towns",
  "account.all_towns": "Whole county",
  "account.squad": "Squad",
  "account.language": "Language",
  "account.out": "Sign out",
  "account.out_ask": "Sign out?",
  "account.out_pending": "{n} {n|item is|items are} not sent yet. {n|It stays|They stay} on this phone until you sign in again.",
  "account.out_patrol": "The patrol has not ended. Recording stops when you sign out.",
  "account.device": "This device",
  "account.map": "Map of my town, offline map",
  "account.map_note": "Roads, houses and zones, without a network too",

  "role.grid_worker": "Grid worker",
  "role.officer": "Enforcement officer",
  "role.squad_leader": "Squad leader",
  "role.command_room": "Duty command room",
  "role.legal_reviewer": "Legal reviewer",
  "role.county_department": "County department",
  "role.guidance_office": "Enforcement guidance office",
  "role.auditor": "Auditor",
  "role.system_admin": "System administrator",
  "role.security_admin": "Security administrator",
};
