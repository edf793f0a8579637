/** When to send: at the start, when the network or the person comes back, when there is something new. */

import { onChange } from "../store/changes";
import type { Sender } from "./later";
import { settings } from "../store/settings";
import { followNetwork, network } from "./network";

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
  const drain = () => void runner.drain();
  const stops = [
    onChange(["outbox"], drain),
    onChange(["tracks"], gather),
    followNetwork(),
    network.subscribe(drain),
    settings.subscribe(drain),
  ];
  addEventListener("online", hurry);
  // Asked at once as well, so that nobody reads "online" until the next thing fails to go.
  addEventListener("offline", hurry);
  document.addEventListener("visibilitychange", visible);
  hurry();
  return () => {
    stops.forEach((stop) => stop());
    clearTimeout(gathering);
    removeEventListener("online", hurry);
    removeEventListener("offline", hurry);
    document.removeEventListener("visibilitychange", visible);
    runner.stop();
  };
}
