/** What the live socket and the snapshot before it carry. */

import type { Alarm, Lead, Media, Officer, Patrol } from "../api/types";
import type { Box } from "../map/geometry";
import { readPlaces, type PlacesFrame } from "./places";

/** An opaque place in the server's outbox: everything up to here has been seen. */
export type Cursor = string;

export type Snapshot = { cursor: Cursor; officers: Officer[]; leads: Lead[]; patrols: Patrol[]; alarms: Alarm[] };

type Numbered = { seq: number; cursor: Cursor };
export type Frame =
  | PlacesFrame
  | (Numbered &
      (
        | { type: "hello"; server_time: string }
        | { type: "lead"; lead: Lead }
        | { type: "media"; media: Media }
        | { type: "patrol"; patrol: Patrol }
        | { type: "alarm"; alarm: Alarm }
        | { type: "ping" }
        | { type: "reset" }
      ));

/** What a client says on the line: which part of the map it looks at. */
export function viewWord(box: Box | null): string {
  return JSON.stringify({ type: "view", box: box && [box.west, box.south, box.east, box.north] });
}

const TYPES = new Set(["hello", "lead", "media", "patrol", "alarm", "ping", "reset"]);

/** The frame in a socket message; undefined when it is none of ours, which a newer server may send. */
export function readFrame(message: unknown): Frame | undefined {
  if (message instanceof ArrayBuffer) return readPlaces(message);
  return typeof message === "string" ? readText(message) : undefined;
}

function readText(text: string): Frame | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== "object" || value === null) return undefined;
  const { seq, type } = value as { seq?: unknown; type?: unknown };
  return typeof seq === "number" && typeof type === "string" && TYPES.has(type) ? (value as Frame) : undefined;
}
