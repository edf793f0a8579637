/** Words of the page of access keys in English. */
import type { KeysWords } from "./keys.zh";

export const keysEn: KeysWords = {
  "own_account.title": "My account",
  "own_account.password": "Change the password",
  "own_account.why": "Sessions on other devices and access keys end when it is changed.",
  "own_account.current": "Current password",
  "own_account.done": "The password is changed.",
  "own_account.ask": "For people, accounts, phones and telephone numbers ask the system administrator; for roles and towns the security administrator; for zones and borders the guidance office.",
  "keys.title": "Access keys",
  "keys.what":
    "With a key QGIS and other GIS programs read the layers of zones, leads and patrol tracks you may see. They cannot change anything.",
  "keys.address": "Address of the service (OGC API – Features)",
  "keys.how":
    "In QGIS make a new “WFS / OGC API – Features” connection with this address and Basic authentication: your sign-in name, and the key as the password.",
  "keys.own": "Keys in force",
  "keys.none": "No key yet.",
  "keys.failed": "Could not be read: {reason}",
  "keys.ends": "until {time}",
  "keys.used": "last used {time}",
  "keys.unused": "not used yet",
  "keys.make": "New key",
  "keys.label": "Where it is used",
  "keys.label_hint": "For example: QGIS on the office computer",
  "keys.days": "In force for",
  "keys.for_days": "{n} {n|day|days}",
  "keys.password": "Your sign-in password",
  "keys.create": "Make the key",
  "keys.busy": "Making it…",
  "keys.made": "The key is made and shown this once",
  "keys.once":
    "Copy it into the program now. Nobody can see it again once this is closed; if it is lost, revoke it and make another. Give it to nobody: whoever has it sees the layers you see.",
  "keys.copy": "Copy the key",
  "keys.copy_address": "Copy the address",
  "keys.copied": "Copied.",
  "keys.not_copied": "Could not copy: select it and copy by hand.",
  "keys.noted": "I have kept it",
  "keys.revoke": "Revoke",
  "keys.revoke_ask": "Revoke “{label}”?",
  "keys.revoke_note": "The program that uses it is shut out at once, for good.",
  "keys.revoked": "The key is revoked.",
};
