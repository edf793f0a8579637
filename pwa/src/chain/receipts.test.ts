import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import "../testing/fresh";
import { aCapture, aSigner, receiptText, type Signer } from "../testing/chain";
import { anOp, aPhoto } from "../testing/ops";
import { emptyDraft, saveDraft, submitDraft, type Complete } from "../store/drafts";
import { readBytes, readMedium, sweepParts } from "../store/media";
import { pruneOps, readOps, saveOp } from "../store/ops";
import { openable } from "../store/readable";
import type { Medium } from "../store/records";
import { usage } from "../store/usage";
import { free, freeable, GRACE_MS } from "./free";
import { collectReceipts, isGood, owed, pinReceiptKey } from "./receipts";

const WEEK_MS = 7 * 24 * 3_600_000;
const NEVER = new AbortController().signal;
let server: Signer;
/** What the server answers when asked for a receipt. */
let answer: (medium: Medium) => Promise<{ text: string; signature: string } | null>;
let asked: string[];

beforeEach(async () => {
  server = await aSigner();
  asked = [];
  answer = async (medium) => ({ text: receiptText(medium), signature: await server.sign(receiptText(medium)) });
  vi.stubGlobal("fetch", async (address: string) => {
    asked.push(address);
    if (address === "/api/evidence/receipt-key") return Response.json({ public_key: server.public_key });
    const medium = await readMedium(address.split("/")[3] ?? "");
    const found = medium && (await answer(medium));
    return found ? Response.json(found) : Response.json({ code: "not_found" }, { status: 404 });
  });
  await pinReceiptKey("me", false);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** A photo that the server has read back and found whole; its entry is there, too. */
async function received(): Promise<Medium> {
  const draft: Complete = { ...emptyDraft("me", null, 5), category: "x", place: [120, 29] };
  await saveDraft(draft);
  const photo = await aCapture(draft.id);
  await submitDraft(draft, "build", 6);
  for (const op of await readOps()) await saveOp({ ...op, state: "done", done_at: Date.now() });
  return photo;
}

const here = async ({ id, size }: Medium) => readBytes(id, 0, size).then(() => true, () => false);

test("bytes go a day after a receipt that holds, and not before", async () => {
  const photo = await received();
  expect(await free(Date.now() + WEEK_MS), "without a receipt").toBe(0);
  await collectReceipts("me", NEVER);
  const [due] = [...(await freeable()).values()];
  expect(await free(due! - 1)).toBe(0);
  expect(await here(photo)).toBe(true);
  expect(await free(due!)).toBe(1);
  expect([await here(photo), (await openable("receipts", photo.id))?.text]).toEqual([false, receiptText(photo)]);
  expect(due! - Date.now()).toBeGreaterThan(GRACE_MS - 60_000);
});

test("who needs the room may free what has a receipt at once, and nothing else", async () => {
  const [proven, unproven] = [await received(), await received()];
  answer = async (medium) => (medium.id === proven.id ? { text: receiptText(medium), signature: await server.sign(receiptText(medium)) } : null);
  await collectReceipts("me", NEVER);
  expect(await usage()).toMatchObject({ waiting: 0, held: 20, freed: 0, receipted_bytes: 10, bad: 0 });
  expect(await free(Date.now(), true)).toBe(1);
  expect([await here(proven), await here(unproven)]).toEqual([false, true]);
  expect(await usage()).toMatchObject({ held: 10, freed: 10, receipted_bytes: 0 });
});

test.each([
  ["of another key", async (medium: Medium) => ({ text: receiptText(medium), signature: await (await aSigner()).sign(receiptText(medium)) })],
  ["for another hash", async (medium: Medium) => signed(receiptText({ ...medium, sha256: "0".repeat(64) }))],
  ["for another medium", async (medium: Medium) => signed(receiptText({ ...medium, id: "other" }))],
  ["for another size", async (medium: Medium) => signed(receiptText({ ...medium, size: 11 }))],
  ["of another form", async (medium: Medium) => signed(receiptText(medium).replace("receipt", "beacon"))],
  ["that was changed", async (medium: Medium) => ({ ...(await signed(receiptText(medium))), text: `${receiptText(medium)} ` })],
])("a receipt %s frees nothing, is told, and asked for again", async (_, wrong) => {
  const photo = await received();
  const right = answer;
  answer = wrong;
  await collectReceipts("me", NEVER);
  expect([await free(Date.now() + WEEK_MS), await free(Date.now(), true), await here(photo)]).toEqual([0, 0, true]);
  expect((await usage()).bad).toBe(1);
  answer = right;
  await collectReceipts("me", NEVER);
  expect([(await usage()).bad, (await freeable()).size]).toEqual([0, 1]);
});

async function signed(text: string) {
  return { text, signature: await server.sign(text) };
}

test("what the server never answers for keeps back nobody else's receipt", async () => {
  const lost = [await received(), await received(), await received()].map(({ id }) => id);
  const photo = await received();
  const right = answer;
  answer = async (medium) => (lost.includes(medium.id) ? null : right(medium));
  await collectReceipts("me", NEVER);
  expect((await freeable()).size, "three in vain end a round").toBe(0);
  await collectReceipts("me", NEVER);
  expect([...(await freeable()).keys()]).toEqual([photo.id]);
});

test("the key of the receipts is the one shown at the sign-in, whatever the server shows later", async () => {
  const photo = await received();
  const first = server;
  server = await aSigner();
  await pinReceiptKey("me", false);
  const text = receiptText(photo);
  expect(await isGood({ text, signature: await first.sign(text) }, photo, first.public_key)).toBe(true);
  await collectReceipts("me", NEVER);
  expect((await usage()).bad).toBe(1);
  await pinReceiptKey("me", true);
  await collectReceipts("me", NEVER);
  expect((await usage()).bad).toBe(0);
});

test("a receipt is not asked for before the entry of its medium has been sent", () => {
  const ops = [
    aPhoto({ id: "a", state: "done" }),
    aPhoto({ id: "b", state: "done" }),
    aPhoto({ id: "c", state: "waiting" }),
    aPhoto({ id: "theirs", state: "done", person_id: "other" }),
    anOp({ kind: "entry", capture: "a", state: "waiting" }),
    anOp({ kind: "entry", capture: "b", state: "attention" }),
  ];
  const all = new Set(["a", "b", "c", "theirs"]);
  expect(owed(ops, "me", all, new Set())).toEqual(["b"]);
  expect(owed(ops, "me", all, new Set(["b"])), "one has it already").toEqual([]);
  expect(owed(ops, "me", new Set(), new Set()), "nothing here to free").toEqual([]);
});

describe("a medium whose bytes are here", () => {
  test("is not forgotten after a week, and not swept away, while it has no receipt", async () => {
    const photo = await received();
    const later = Date.now() + 2 * WEEK_MS;
    await pruneOps(later);
    expect(await sweepParts(later)).toBe(0);
    expect([(await readOps()).map(({ kind }) => kind), await here(photo)]).toEqual([["medium"], true]);
    await collectReceipts("me", NEVER);
    await free(later);
    await pruneOps(later);
    expect([await readOps(), await readMedium(photo.id)]).toEqual([[], undefined]);
  });
});
