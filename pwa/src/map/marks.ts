/** How things look on the map and in every list beside it: a shape, a colour and a word each, never colour alone. */

import type { Officer } from "../api/types";

export type Shape = "diamond" | "square" | "triangle" | "cross" | "hexagon" | "bar" | "dot" | "half" | "ring" | "query" | "bars";
/** `token` names the mark's colour in `ui/tokens.css`, where every theme has its own. */
export type Mark = { shape: Shape; token: MarkToken };
export type MarkToken = `--mark-${LeadState | Freshness}`;

export type LeadState = "reported" | "accepted" | "rejected" | "assigned" | "handled" | "closed";
export type Freshness = "fresh" | "late" | "stale" | "paused" | "none";

/** A fix older than this is late, then stale; phones send every few seconds when the network is there. */
export const LATE_AFTER_S = 60;
export const STALE_AFTER_S = 300;

export const LEAD_MARKS: Record<LeadState, Mark> = {
  reported: { shape: "diamond", token: "--mark-reported" },
  accepted: { shape: "square", token: "--mark-accepted" },
  assigned: { shape: "triangle", token: "--mark-assigned" },
  handled: { shape: "hexagon", token: "--mark-handled" },
  closed: { shape: "bar", token: "--mark-closed" },
  rejected: { shape: "cross", token: "--mark-rejected" },
};

export const OFFICER_MARKS: Record<Freshness, Mark> = {
  fresh: { shape: "dot", token: "--mark-fresh" },
  late: { shape: "half", token: "--mark-late" },
  stale: { shape: "ring", token: "--mark-stale" },
  paused: { shape: "bars", token: "--mark-paused" },
  none: { shape: "query", token: "--mark-none" },
};

export const MARK_TOKENS: readonly MarkToken[] = [...Object.values(LEAD_MARKS), ...Object.values(OFFICER_MARKS)].map(
  ({ token }) => token,
);

/** How much an officer's last fix can be trusted to say where they are now. */
export function freshness(fixAt: string | null, now: number): Freshness {
  if (fixAt === null) return "none";
  const seconds = (now - Date.parse(fixAt)) / 1000;
  if (seconds <= LATE_AFTER_S) return "fresh";
  return seconds <= STALE_AFTER_S ? "late" : "stale";
}

/** How an officer is shown: one who pauses sends no fixes, which says nothing about the network. */
export function standing({ patrol_state, at }: Pick<Officer, "patrol_state" | "at">, now: number): Freshness {
  return patrol_state === "paused" ? "paused" : freshness(at, now);
}

/** Corners of each shape in a unit box, for canvas and SVG alike; round shapes have none. */
export const CORNERS: Partial<Record<Shape, readonly (readonly [number, number])[]>> = {
  diamond: [[0.5, 0], [1, 0.5], [0.5, 1], [0, 0.5]],
  square: [[0.08, 0.08], [0.92, 0.08], [0.92, 0.92], [0.08, 0.92]],
  hexagon: [[0.25, 0.06], [0.75, 0.06], [1, 0.5], [0.75, 0.94], [0.25, 0.94], [0, 0.5]],
  bar: [[0, 0.28], [1, 0.28], [1, 0.72], [0, 0.72]],
  triangle: [[0.5, 0.02], [1, 0.94], [0, 0.94]],
  cross: [
    [0.2, 0], [0.5, 0.3], [0.8, 0], [1, 0.2], [0.7, 0.5], [1, 0.8],
    [0.8, 1], [0.5, 0.7], [0.2, 1], [0, 0.8], [0.3, 0.5], [0, 0.2],
  ],
};
