/** Installing on the home screen: whether the browser offers it, and whether it is time to speak of it. */

import { askToKeep } from "../store/keep";
import { observable } from "../ui/observable";

/** The browser's own question, held back until the person wants it. Not yet in TypeScript's library. */
export type Offer = Event & { prompt(): Promise<void>; userChoice: Promise<{ outcome: "accepted" | "dismissed" }> };

export const offer = observable<Offer | null>(null);

const KEY = "install_later";
const DAY_MS = 86_400_000;
const AGAIN_AFTER_MS = 14 * DAY_MS;

/** The offer comes early, once. Listen from the very start. */
export function awaitOffer(): void {
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    offer.set(event as Offer);
  });
  addEventListener("appinstalled", () => {
    offer.set(null);
    void askToKeep();
  });
}

export function isInstalled(): boolean {
  const { standalone } = navigator as Navigator & { standalone?: boolean };
  return standalone === true || matchMedia("(display-mode: standalone)").matches;
}

export function putOff(now: number): void {
  localStorage.setItem(KEY, String(now));
}

export function putOffAt(): number | null {
  const at = Number(localStorage.getItem(KEY));
  return Number.isFinite(at) && at > 0 ? at : null;
}

/**
 * Whether to speak of installing. Who said "later" is left alone for two weeks, or, when something has waited to be
 * sent for more than a day, for one day. Pure.
 */
export function isTime(now: number, putOff: number | null, waitingSince: number | null): boolean {
  if (putOff === null || now - putOff >= AGAIN_AFTER_MS) return true;
  return waitingSince !== null && now - waitingSince > DAY_MS && now - putOff > DAY_MS;
}
