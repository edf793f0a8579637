/** Locks the phone when it has not been looked at for a while. */

import type { Uuid } from "../api/types";
import { readPerson } from "./people";

const MINUTE_MS = 60_000;

/** Calls `lock` after the person's own number of minutes out of sight; never without a PIN. Returns how to stop. */
export function lockWhenHidden(id: Uuid, lock: () => Promise<void>): () => void {
  let since: number | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = async () => {
    clearTimeout(timer);
    const person = await readPerson(id);
    if (!person?.keys.pin || since === null) return;
    const left = since + person.lock_after_min * MINUTE_MS - Date.now();
    if (left <= 0) await lock();
    // A hidden page may sleep through this; it looks again when it is seen.
    else if (document.visibilityState === "hidden") timer = setTimeout(() => void look(), left);
  };
  const turned = () => {
    if (document.visibilityState === "hidden") since ??= Date.now();
    void look().then(() => {
      if (document.visibilityState === "visible") since = null;
    });
  };
  document.addEventListener("visibilitychange", turned);
  return () => {
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", turned);
  };
}
