/** Makes the map ready where it may be opened next: its code has run and its workers wait. Nothing is fetched for it. */

import { route } from "../ui/route";
import { whenIdle } from "../ui/lazy";

/** Returns how to let go of it again, which whoever goes on to the map does not. */
export function readyMap(): () => void {
  // Only what the service worker keeps: to whom it has to be fetched, it is fetched when it is wanted.
  if (!navigator.serviceWorker?.controller) return () => undefined;
  let letGo: (() => void) | null = null;
  const make = async () => {
    const [{ prewarm, clearPrewarmedResources }] = await Promise.all([import("./gl"), import("./duty_map"), import("./package")]);
    prewarm();
    letGo = clearPrewarmedResources;
  };
  const callOff = whenIdle(() => void make().catch(() => undefined));
  return () => {
    callOff();
    if (route.get().screen !== "map") letGo?.();
  };
}
