/** What was captured becomes known together with its entry: there is never one without the other. */

import type { Uuid } from "../api/types";
import { changed } from "../store/changes";
import { strictly } from "../store/db";
import { deviceId } from "../store/keyed";
import { PART_BYTES, saveParts, type Source } from "../store/media";
import { activePatrol } from "../store/patrols";
import type { Medium } from "../store/records";
import { recordingKey } from "../store/media";
import { whileOpen } from "../store/vault";
import { update } from "../sync/update";
import { append, CHAIN_STORES, leadOf, type Said, type Writer, type WithChain } from "./entries";
import type { Moment } from "./records";

/**
 * Keep a medium with its bytes, and sign that it was captured. It is known only when all of them are on the disk.
 * `second`: who was along; left out, whoever is along on the patrol that goes on.
 */
export function keepCaptured(medium: Medium, source: Source, moment: Moment, second?: Uuid | null): Promise<void> {
  return whileOpen(async () => {
    const sums = await saveParts(medium, source);
    await known(medium, sums, moment, async () => undefined, second);
  });
}

/** What was being recorded has become a medium of its draft. `sums`: SHA-256 of each part as it lies on the disk. */
export async function endRecording(medium: Medium, sums: readonly string[], moment: Moment): Promise<void> {
  const { person_id, id } = medium;
  await known(medium, sums, moment, (tx) => tx.objectStore("own").delete(recordingKey(person_id, id)));
}

type Also = (tx: WithChain) => Promise<void>;

async function known(medium: Medium, sums: readonly string[], moment: Moment, also: Also, along?: Uuid | null): Promise<void> {
  const writer = await writerFor(medium.person_id);
  const second = along === undefined ? (await activePatrol(medium.person_id))?.second?.id : along;
  await strictly([...CHAIN_STORES], async (tx) => {
    await tx.objectStore("media").put(medium);
    await also(tx);
    await append(tx, writer, [captured(medium, await leadOf(tx, medium.lead_id), sums, moment, second)]);
  });
  changed("media", "ops", "outbox");
}

export async function writerFor(person: Uuid): Promise<Writer> {
  return { person, device: await deviceId(), now: Date.now() };
}

/** What the entry of a capture says. `second`: who is along on the patrol. */
export function captured(medium: Medium, lead: Uuid, sums: readonly string[], moment: Moment, second?: Uuid | null): Said {
  const { taken_at, mono_ms, beacon } = moment;
  const { id, sha256, size, mime, role = "original", derived_from = null, source, fix, person_id } = medium;
  const media = { sha256, size, mime, role, derived_from, part_size: PART_BYTES, ...(sums.length > 1 && { parts: sums }) };
  const when = { taken_at, ...(mono_ms !== undefined && { mono_ms }), beacon };
  const officers = second ? [person_id, second] : [person_id];
  const app = update.get().version ?? "dev";
  return { kind: "capture", id, fields: { lead, media, source, ...when, fix: fix && placed(fix), officers, app } };
}

function placed({ lon, lat, accuracy_m, age_ms }: NonNullable<Medium["fix"]>) {
  return { lon, lat, accuracy_m, age_ms };
}
