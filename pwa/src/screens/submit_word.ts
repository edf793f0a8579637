/** What the button that sends a report says: that it is urgent is seen before it is pressed. Pure. */

import type { Word } from "../i18n";

/** `another`: something like it has been reported nearby. */
export function submitWord(urgent: boolean, another: boolean): Word {
  if (another) return urgent ? "near.another_urgent" : "near.another";
  return urgent ? "capture.submit_urgent" : "capture.submit";
}
