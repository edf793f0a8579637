/** Makes stamped and annotated pictures of an original, which stays as it is. */

import { areaAt } from "../map/geometry";
import { derivedOf } from "../store/derived";
import { readReference } from "../store/keyed";
import { discardWithDerived } from "../chain/discard";
import { mediaOf, readBytes } from "../store/media";
import type { Mark, Medium } from "../store/records";
import { sync } from "../sync/state";
import { takeIn } from "./intake";
import { paint } from "./painter";
import { stampLines } from "./stamp";

/** The bytes of a medium that lies on the phone. */
export async function blobOf({ id, size, mime }: Medium): Promise<Blob> {
  return new Blob([await readBytes(id, 0, size)], { type: mime });
}

/** Only a photo of our own camera is stamped: of any other we do not know when and where it was taken. */
export function isStamped({ source, mime, role = "original" }: Medium): boolean {
  return role === "original" && source === "camera" && mime === "image/jpeg";
}

async function linesFor(original: Medium, officer: string): Promise<string[]> {
  const { fix } = original;
  const zones = (await readReference())?.reference.areas.filter(({ kind }) => kind === "duty_zone") ?? [];
  const zone = fix ? (areaAt(zones, [fix.lon, fix.lat])?.name ?? null) : null;
  const at = Date.parse(original.captured_at);
  return stampLines({ at, fix, zone, officer, clock_off_ms: sync.get().clock_off_ms });
}

export async function makeStamped(original: Medium, officer: string): Promise<Medium> {
  const stamp = await linesFor(original, officer);
  return keepMade(original, "stamped", [], stamp);
}

/** With these marks instead of those before; without any, there is no annotated picture. */
export async function makeAnnotated(original: Medium, officer: string, marks: readonly Mark[]): Promise<void> {
  const before = derivedOf(await mediaOf(original.lead_id), original.id, "annotated");
  if (marks.length > 0) {
    const stamp = isStamped(original) ? await linesFor(original, officer) : [];
    await keepMade(original, "annotated", marks, stamp);
  }
  // Only now: when the new one finds no room, the old one is still there.
  if (before) await discardWithDerived(before, "replaced");
}

async function keepMade(
  original: Medium,
  role: "stamped" | "annotated",
  marks: readonly Mark[],
  stamp: readonly string[],
): Promise<Medium> {
  const blob = await paint({ picture: await blobOf(original), marks, stamp });
  const { fix, source, lead_id, person_id } = original;
  const filename = original.filename.replace(/(\.\w+)?$/, `-${role}.jpg`);
  const taken = { blob, filename, source, fix, at: Date.parse(original.captured_at) };
  const made = { role, derived_from: original.id, ...(marks.length > 0 && { marks: [...marks] }) };
  return takeIn(lead_id, person_id, taken, made);
}
