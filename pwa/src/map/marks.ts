/** How things look on the map and in every list beside it: a shape, a colour and a word each, never colour alone. */

export type Shape = "diamond" | "square" | "triangle" | "cross" | "dot" | "half" | "ring" | "query";
export type Mark = { shape: Shape; colour: string; ink: string };

export type LeadState = "reported" | "accepted" | "rejected" | "assigned";
export type Freshness = "fresh" | "late" | "stale" | "none";

/** A fix older than this is late, then stale; phones send every few seconds when the network is there. */
export const LATE_AFTER_S = 60;
export const STALE_AFTER_S = 300;

/** Colours of Okabe and Ito (2008), told apart with every common colour blindness; shapes differ as well. */
export const LEAD_MARKS: Record<LeadState, Mark> = {
  reported: { shape: "diamond", colour: "#d55e00", ink: "#ffffff" },
  accepted: { shape: "square", colour: "#0072b2", ink: "#ffffff" },
  assigned: { shape: "triangle", colour: "#007a5a", ink: "#ffffff" },
  rejected: { shape: "cross", colour: "#6b7280", ink: "#ffffff" },
};

export const OFFICER_MARKS: Record<Freshness, Mark> = {
  fresh: { shape: "dot", colour: "#0072b2", ink: "#ffffff" },
  late: { shape: "half", colour: "#e69f00", ink: "#1a1a1a" },
  stale: { shape: "ring", colour: "#b03a2e", ink: "#ffffff" },
  none: { shape: "query", colour: "#6b7280", ink: "#ffffff" },
};

/** How much an officer's last fix can be trusted to say where they are now. */
export function freshness(fixAt: string | null, now: number): Freshness {
  if (fixAt === null) return "none";
  const seconds = (now - Date.parse(fixAt)) / 1000;
  if (seconds <= LATE_AFTER_S) return "fresh";
  return seconds <= STALE_AFTER_S ? "late" : "stale";
}

/** Corners of each shape in a unit box, for canvas and SVG alike; round shapes have none. */
export const CORNERS: Partial<Record<Shape, readonly (readonly [number, number])[]>> = {
  diamond: [[0.5, 0], [1, 0.5], [0.5, 1], [0, 0.5]],
  square: [[0.08, 0.08], [0.92, 0.08], [0.92, 0.92], [0.08, 0.92]],
  triangle: [[0.5, 0.02], [1, 0.94], [0, 0.94]],
  cross: [
    [0.2, 0], [0.5, 0.3], [0.8, 0], [1, 0.2], [0.7, 0.5], [1, 0.8],
    [0.8, 1], [0.5, 0.7], [0.2, 1], [0, 0.8], [0.3, 0.5], [0, 0.2],
  ],
};
