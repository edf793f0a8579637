/** What is asked again and again costs nothing on a phone in a pocket, or without a network. */

import { sync } from "./state";

/** Call `look` every so often while the page is in sight and the server within reach. Returns how to stop. */
export function whileSeen(everyMs: number, look: () => void): () => void {
  const timer = setInterval(() => {
    if (document.visibilityState === "visible" && sync.get().reach !== "offline") look();
  }, everyMs);
  return () => clearInterval(timer);
}
