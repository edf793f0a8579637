/** How much battery is left, where the browser says it (Chromium does, Safari does not). */

export type Battery = { level: number | null; charging: boolean };

type BatteryManager = EventTarget & { level: number; charging: boolean };

const UNKNOWN: Battery = { level: null, charging: false };

/** Calls `tell` now and with every change; returns how to stop. */
export function followBattery(tell: (battery: Battery) => void): () => void {
  const { getBattery } = navigator as Navigator & { getBattery?: () => Promise<BatteryManager> };
  let stop = () => undefined as void;
  let stopped = false;
  tell(UNKNOWN);
  getBattery?.call(navigator).then(
    (manager) => {
      if (stopped) return;
      const look = () => tell({ level: Math.round(manager.level * 100), charging: manager.charging });
      for (const event of ["levelchange", "chargingchange"]) manager.addEventListener(event, look);
      stop = () => ["levelchange", "chargingchange"].forEach((event) => manager.removeEventListener(event, look));
      look();
    },
    () => undefined,
  );
  return () => {
    stopped = true;
    stop();
  };
}
