/** The only page code that talks to the service worker. A new version waits until the person agrees. */

import { whenIdle } from "../ui/lazy";
import { observable } from "../ui/observable";
import { keepAll } from "./before_leaving";

export type Update = {
  waiting: ServiceWorker | null;
  offline_ready: boolean;
  version: string | null;
  /** No worker can be had in this browser: the page works, but cannot be opened without a network. */
  without: boolean;
};
export const update = observable<Update>({ waiting: null, offline_ready: false, version: null, without: false });

const AFTER_MS = 1_500;
const LOOK_EVERY_MS = 3_600_000;
let agreed = false;

export function registerServiceWorker(): void {
  if (!import.meta.env.PROD) return;
  if (!("serviceWorker" in navigator)) return none();
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    // Only after "update now": the first worker of all takes over quietly.
    if (agreed) location.reload();
  });
  // The first worker of all fetches everything the phone keeps: the first screen, and what is asked for it, go before that.
  whenIdle(() => setTimeout(register, AFTER_MS));
}

function register(): void {
  // Some built-in browsers have the interface and nothing behind it: then there is no registration, or never an answer.
  navigator.serviceWorker
    .register("/sw.js", { updateViaCache: "none" })
    .then((registration?: ServiceWorkerRegistration) => (registration ? watch(registration) : none()))
    .catch(none);
}

function none(): void {
  update.set({ ...update.get(), without: true });
}

function watch(registration: ServiceWorkerRegistration): void {
  void navigator.serviceWorker.ready.then(ready);
  const look = () => {
    const waiting = navigator.serviceWorker.controller ? registration.waiting : null;
    update.set({ ...update.get(), waiting });
  };
  look();
  registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", look));
  const ask = () => void registration.update().catch(() => undefined);
  setInterval(ask, LOOK_EVERY_MS);
  addEventListener("online", ask);
}

async function ready({ active }: ServiceWorkerRegistration): Promise<void> {
  update.set({ ...update.get(), offline_ready: true });
  if (!active) return;
  const channel = new MessageChannel();
  channel.port1.onmessage = ({ data }: MessageEvent<string>) => update.set({ ...update.get(), version: data });
  active.postMessage("version", [channel.port2]);
}

/** Have the parts that are loaded later kept now, while there is a network: the map is needed where there is none. */
export function keepLater(): void {
  navigator.serviceWorker?.controller?.postMessage("keep_later");
}

/** Start the new version, once everything being written is kept. The page reloads. Rejects, and stays, if it is not. */
export async function applyUpdate(): Promise<void> {
  await keepAll();
  agreed = true;
  update.get().waiting?.postMessage("activate");
}
