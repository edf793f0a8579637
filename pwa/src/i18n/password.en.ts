/** Words of changing a temporary password, in English. */
import type { PasswordWords } from "./password.zh";

export const passwordEn: PasswordWords = {
  "password.title": "Set your own password",
  "password.why": "{name}, your password is a temporary one. Set one that only you know to go on.",
  "password.no_role": "Your account has no role yet: ask the security administrator",
  "password.no_role_do":
    "{name}, your password is right. Tell the security administrator your user name “{sign_in}”: roles and towns are granted under “People”. Then press the button below.",
  "password.still_none": "No role has been granted yet.",
  "password.ask_again": "Granted: look again",
  "password.current": "Temporary password (the current one)",
  "password.new": "New password",
  "password.again": "New password again",
  "password.rule": "At least {n} characters, and not the one you have now. A sentence is easy to remember.",
  "password.differ": "The two new passwords differ.",
  "password.save": "Save and go on",
  "password.busy": "Saving…",
  "password.out": "Sign out",
  "password.offline": "Changing the password needs a network. Connect and try again.",
};
