/**
 * One capture at a time from the camera to the server and back, on a phone that is struck once, at one step, in one
 * manner: nothing may be lost or doubled, and in the end nothing may be left. The steps are found by letting two
 * through unharmed: those of both, for on a slow machine something is asked once more that is not asked again; no kind
 * of step is left out. Needs a real server, which `./dev soak crashes` and a test of the server bring:
 * `FENGXUN_CRASHES` says where it is and what to try; what was made is told in one line.
 */

import { IDBFactory } from "fake-indexeddb";
import { expect, test, vi } from "vitest";
import type { Me } from "../api/types";
import { bear, doors, past, Phone, type Blow, type Fault, type Life } from "../testing/mortal";

vi.mock("tus-js-client", () => import("../../node_modules/tus-js-client/lib.esm/browser/index.js" as string));

type Asked = { server: string; cookie: string; device: string; bytes: number; faults: Fault[]; all: boolean };
type Made = { point: string; fault: Fault | null; note: string; sha256: string; problems: string[] };

const MOST_LIVES = 4;
const MOST_ROUNDS = 60;
const MISSED = "the blow never fell";
const { process } = globalThis as unknown as { process: { env: Record<string, string | undefined> } };
const asked = JSON.parse(process.env.FENGXUN_CRASHES ?? "null") as Asked | null;
const key = crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
let clock = Date.now();

/** What a page has loaded; nothing of it outlives the page. */
async function page(me: Me) {
  vi.resetModules();
  const [vault, keyed, drafts, media, ops, intake, run, identity, send, receipts, free, keys, db] = await Promise.all([
    import("../store/vault"),
    import("../store/keyed"),
    import("../store/drafts"),
    import("../store/media"),
    import("../store/ops"),
    import("../capture/intake"),
    import("./run"),
    import("./identity"),
    import("./send"),
    import("../chain/receipts"),
    import("../chain/free"),
    import("../chain/keys"),
    import("../store/db"),
  ]);
  vault.openVault(me.id, await key);
  // Asked for beside the round; here it is the day that asks, so that it ends.
  const receipt = async () => undefined;
  const outside = { standing: identity.askStanding, sendOp: send.sendOp, sendChunk: send.sendChunk, receipts: receipt };
  const runner = new run.Runner({ ...outside, now: () => clock, random: () => 0.5 });
  return { ...keyed, ...drafts, ...media, ...ops, ...intake, ...receipts, ...free, ...keys, ...db, runner };
}
type Page = Awaited<ReturnType<typeof page>>;

/** A person who tries again what the phone says it could not do. */
async function certainly(act: () => Promise<unknown>): Promise<void> {
  await act().catch(act);
}

/** From wherever the last life ended to the end. */
async function day(me: Me, note: string, photo: Blob, here: Page): Promise<void> {
  await certainly(() => here.writeMe(me));
  if (!(await here.readOps()).some(({ kind }) => kind === "lead")) await certainly(() => capture(me, note, photo, here));
  for (let round = 0; round < MOST_ROUNDS && !(await done(here)); round++) {
    await here.runner.hurry().catch(() => undefined);
    here.runner.stop();
    clock += 10_000;
    const unsure = (await here.readOps()).filter(({ state, phase }) => state === "waiting" && phase === "verify");
    for (const { id } of unsure) await decided(id);
  }
  await certainly(() => here.pinReceiptKey(me.id, false));
  for (let round = 0; round < MOST_ROUNDS && (await here.bytesHere()).size > 0; round++) {
    await here.collectReceipts(me.id, new AbortController().signal).catch(() => undefined);
    await here.free(Date.now() + 86_400_000).catch(() => undefined);
  }
}

/** How often the phone asks in vain proves nothing: it asks again when the server has made up its mind. */
async function decided(medium: string): Promise<void> {
  for (;;) {
    const { state } = (await (await past(`/api/media/${medium}/state`)).json()) as { state: string };
    if (state !== "verifying") return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function capture(me: Me, note: string, photo: Blob, here: Page): Promise<void> {
  const begun = (await here.readDrafts(me.id))[0] ?? here.emptyDraft(me.id, null, clock);
  const draft = { ...begun, note, category: "beyond_storefront_trading", place: [120.3, 29.79] as [number, number] };
  await here.saveDraft(draft);
  const taken = { blob: photo, filename: "photo.jpg", source: "camera", fix: null, at: clock } as const;
  if ((await here.mediaOf(draft.id)).length === 0) await here.takeIn(draft.id, me.id, taken);
  await here.submitDraft(draft, "crashes", clock);
}

async function done(here: Page): Promise<boolean> {
  const ops = await here.readOps();
  return ops.length > 0 && ops.every(({ state }) => state === "done");
}

async function leftOver(me: Me, here: Page): Promise<string[]> {
  const ops = await here.readOps();
  const open = ops.filter(({ state }) => state !== "done");
  const problems = open.map(({ kind, state, trouble }) => `${kind} is ${state}: ${JSON.stringify(trouble)}`);
  if (ops.filter(({ kind }) => kind === "lead").length !== 1) problems.push(`${ops.length} ops`);
  if ((await here.readDrafts(me.id)).length > 0) problems.push("a draft is left");
  await here.sweepParts(clock + 86_400_000);
  const { database } = await import("../store/db");
  const parts = await (await database()).count("parts");
  if (parts > 0) problems.push(`${parts} parts are left`);
  return problems;
}

async function struck(me: Me, blow: Blow | null): Promise<[Made, string[]]> {
  globalThis.indexedDB = new IDBFactory();
  bear(new Phone(null));
  await (await (await page(me)).database()).put("keyed", asked!.device, "device_id");
  const phone = new Phone(blow);
  const bytes = crypto.getRandomValues(new Uint8Array(Math.min(asked!.bytes, 65_536)));
  const photo = new Blob([new Uint8Array([0xff, 0xd8, 0xff]), ...Array(Math.ceil(asked!.bytes / 65_536)).fill(bytes)], {
    type: "image/jpeg",
  });
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await photo.arrayBuffer()));
  const sha256 = [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const note = `${blow?.point ?? "unharmed"}, ${blow?.fault ?? ""}, ${crypto.randomUUID()}`;
  const made = { point: blow?.point ?? "", fault: blow?.fault ?? null, note, sha256 };
  for (let n = 0; n < MOST_LIVES; n++) {
    const life: Life = bear(phone);
    const here = await page(me);
    const living = day(me, note, photo, here).catch((error: unknown) => (life.dead ? undefined : Promise.reject(error)));
    await Promise.race([living, life.died]);
    here.runner.stop();
    clock += 60_000;
    if (life.dead) continue;
    const problems = await leftOver(me, here);
    await makeRoom(me, here);
    if (blow && !phone.struck) problems.push(MISSED);
    return [{ ...made, problems }, phone.points];
  }
  return [{ ...made, problems: ["it never ended"] }, phone.points];
}

/** Only so many keys of one person may wait for approval, and every phone has one. */
async function makeRoom(me: Me, here: Page): Promise<void> {
  const headers = { "content-type": "application/json" };
  const id = (await here.readOwnKey(me.id))?.key.id;
  await past(`/api/evidence/keys/${id}/revoke`, { method: "POST", headers, body: JSON.stringify({ reason: "struck" }) });
}

/** A server that had made up its mind before it was asked leaves steps out: then once more. */
async function surely(me: Me, blow: Blow): Promise<Made> {
  const [made] = await struck(me, blow);
  return made.problems.includes(MISSED) ? (await struck(me, blow))[0] : made;
}

function stepsOf(once: string[], again: string[]): string[] {
  const kind = (point: string) => point.replace(/ \d+$/, "");
  const both = once.filter((point) => again.includes(point));
  const kinds = new Set(both.map(kind));
  return [...both, ...[...once, ...again].filter((point) => !kinds.has(kind(point)))];
}

test.skipIf(!asked)(
  "a capture survives whatever happens to the phone at any of its steps",
  async () => {
    doors(asked!.server, asked!.cookie);
    bear(new Phone(null));
    const me = (await (await fetch("/api/session")).json()) as Me;
    const [[first, once], [second, again]] = [await struck(me, null), await struck(me, null)];
    const points = stepsOf(once, again);
    const found = [first, second];
    for (const [n, point] of points.entries()) {
      const faults = asked!.all ? asked!.faults : [asked!.faults[n % asked!.faults.length]!];
      for (const fault of faults) found.push(await surely(me, { point, fault }));
    }
    console.log(`told ${JSON.stringify({ points, found })}`);
    expect(found.filter(({ problems }) => problems.length > 0)).toEqual([]);
  },
  3_600_000,
);
