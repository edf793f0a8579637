/** What is told of a lead after it was reported: written like a draft, then sent like everything else. */

import { newId } from "../api/ids";
import type { NewAddition, NewObjection, NewWork, Uuid } from "../api/types";
import { changed } from "./changes";
import { strictly } from "./db";
import { declared, emptyDraft, enqueueMedia, saveDraft } from "./drafts";
import { enqueue, type WithOps } from "./ops";
import { readable } from "./readable";
import type { About, Draft, DraftStep } from "./records";

const WHERE: Record<NonNullable<About["act"]>, string> = {
  add: "additions",
  handle: "work",
  set_out: "work",
  object: "objections",
};

/** The draft of such a step: the one that was begun before, else a new one. */
export async function openStep(person: Uuid, step: DraftStep, now: number): Promise<Draft> {
  const begun = (await readable("drafts")).find(
    (d) => d.person_id === person && d.step?.lead_id === step.lead_id && d.step.act === step.act,
  );
  if (begun) return begun;
  const draft = { ...emptyDraft(person, null, now), step };
  await saveDraft(draft);
  return draft;
}

/** Turn what was written into something to be sent, with its photos. In one transaction, as for a lead. */
export async function submitStep(draft: Draft & { step: DraftStep }, now: number): Promise<void> {
  const { id, person_id, step } = draft;
  await strictly(["drafts", "media", "ops", "bodies"], async (tx) => {
    const media = await tx.objectStore("media").index("by_lead").getAll(id);
    const told = { note: cleaned(draft.note, 4000), media: media.map(declared), at: new Date(now).toISOString() };
    const body: NewAddition | NewWork = step.act === "handle" ? { ...told, kind: "handle" } : told;
    await enqueueStep(tx, { id, lead: step.lead_id, person: person_id, act: step.act, about: step.about }, body, now);
    await enqueueMedia(tx, media, id, person_id, now);
    // From now on they are the lead's, and shown with it.
    for (const medium of media) await tx.objectStore("media").put({ ...medium, lead_id: step.lead_id });
    await tx.objectStore("drafts").delete(id);
  });
  changed("drafts", "media", "ops", "outbox");
}

type Told = { lead: Uuid; person: Uuid; about: About };

/** "I am on my way." */
export async function tellSetOut(told: Told, now: number): Promise<void> {
  await tellAtOnce(told, "set_out", { kind: "set_out", note: "", media: [], at: new Date(now).toISOString() }, now);
}

/** The reporter does not agree with how it ended. */
export async function tellObjection(told: Told, reason: string, now: number): Promise<void> {
  await tellAtOnce(told, "object", { reason: cleaned(reason, 1000), at: new Date(now).toISOString() }, now);
}

async function tellAtOnce(told: Told, act: "set_out" | "object", body: NewWork | NewObjection, now: number) {
  await strictly(["ops", "bodies"], (tx) => enqueueStep(tx, { ...told, id: newId(now), act }, body, now));
  changed("ops", "outbox");
}

type Step = Told & { id: Uuid; act: NonNullable<About["act"]> };

/** A step goes after its lead and after every earlier step of it. */
async function enqueueStep(tx: WithOps, { id, lead, person, act, about }: Step, body: unknown, now: number) {
  const path = `/leads/${lead}/${WHERE[act]}/${id}`;
  const op = { id, kind: "step", entity: lead, needs: lead, person_id: person, path, about: { ...about, act } } as const;
  await enqueue(tx, op, body, now);
}

function cleaned(text: string, most: number): string {
  return text.replaceAll("\u0000", "").trim().slice(0, most);
}
