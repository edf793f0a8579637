/** Which network the phone is on, as far as the browser tells; where it does not, the person says it. */

import { observable } from "../ui/observable";

export type Line = "wifi" | "mobile" | "unknown";

type Connection = EventTarget & { type?: string };

/** The browser's word for a network as ours. Safari and most desktops have none. Pure. */
export function lineOf(type: string | undefined): Line {
  if (type === "wifi" || type === "ethernet") return "wifi";
  return type === "cellular" || type === "wimax" || type === "bluetooth" ? "mobile" : "unknown";
}

function connection(): Connection | undefined {
  return typeof navigator === "undefined" ? undefined : (navigator as { connection?: Connection }).connection;
}

export type Network = {
  /** What counts: the browser's word, else the person's. */
  line: Line;
  /** The browser tells nothing, so the person has to. */
  ask: boolean;
};

function looked(): Network {
  const line = lineOf(connection()?.type);
  return { line, ask: line === "unknown" };
}

export const network = observable<Network>(looked());

/** The person says which network this is. It holds until the line changes or breaks, or the app is opened anew. */
export function sayWifi(yes: boolean): void {
  network.set({ line: yes ? "wifi" : "unknown", ask: true });
}

/** Follow the line; whatever the person said of the one before is forgotten. Returns how to stop. */
export function followNetwork(): () => void {
  const look = () => {
    const now = looked();
    const before = network.get();
    if (now.line !== before.line || now.ask !== before.ask) network.set(now);
  };
  connection()?.addEventListener("change", look);
  addEventListener("offline", look);
  return () => {
    connection()?.removeEventListener("change", look);
    removeEventListener("offline", look);
  };
}
