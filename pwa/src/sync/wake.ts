/** When to send: at the start, when the network or the person comes back, when there is something new. */

import { onChange } from "../store/changes";
import type { Sender } from "./later";

/**
 * Fixes are gathered for so long before they go: the command room sees them within seconds, a request carries
 * several.
 */
const TRACK_EVERY_MS = 5_000;

/** Keep the runner running; returns how to stop. */
export function keepSending(runner: Sender): () => void {
  const hurry = () => void runner.hurry();
  const visible = () => {
    if (document.visibilityState === "visible") hurry();
  };
  let gathering: ReturnType<typeof setTimeout> | undefined;
  const gather = () => {
    gathering ??= setTimeout(() => {
      gathering = undefined;
      void runner.drain();
    }, TRACK_EVERY_MS);
  };
  const stops = [onChange(["outbox"], () => void runner.drain()), onChange(["tracks"], gather)];
  addEventListener("online", hurry);
  document.addEventListener("visibilitychange", visible);
  hurry();
  return () => {
    stops.forEach((stop) => stop());
    clearTimeout(gathering);
    removeEventListener("online", hurry);
    document.removeEventListener("visibilitychange", visible);
    runner.stop();
  };
}
