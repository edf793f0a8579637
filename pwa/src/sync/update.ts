/** The only page code that talks to the service worker. A new version waits until the person agrees. */

import { observable } from "../ui/observable";

export type Update = { waiting: ServiceWorker | null; offline_ready: boolean; version: string | null };
export const update = observable<Update>({ waiting: null, offline_ready: false, version: null });

const LOOK_EVERY_MS = 3_600_000;
let agreed = false;

export function registerServiceWorker(): void {
  if (!("serviceWorker" in navigator) || !import.meta.env.PROD) return;
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    // Only after "update now": the first worker of all takes over quietly.
    if (agreed) location.reload();
  });
  navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" }).then(watch, () => undefined);
  void navigator.serviceWorker.ready.then(ready);
}

function watch(registration: ServiceWorkerRegistration): void {
  const look = () => {
    const waiting = navigator.serviceWorker.controller ? registration.waiting : null;
    update.set({ ...update.get(), waiting });
  };
  look();
  registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", look));
  setInterval(() => void registration.update().catch(() => undefined), LOOK_EVERY_MS);
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

/** Start the new version. The page reloads. */
export function applyUpdate(): void {
  agreed = true;
  update.get().waiting?.postMessage("activate");
}
