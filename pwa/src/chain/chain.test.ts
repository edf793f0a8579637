import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import "../testing/fresh";
import { unlockAs } from "../testing/fresh";
import { aCapture, chain, said, TAKEN_AT } from "../testing/chain";
import { contains } from "../testing/dump";
import { hex } from "../store/bytes";
import { onChange } from "../store/changes";
import { database, strictly } from "../store/db";
import { emptyDraft, saveDraft, submitDraft, type Complete } from "../store/drafts";
import { mediaOf, PART_BYTES } from "../store/media";
import { readBody, readOps, saveOp } from "../store/ops";
import { movePatrol, startPatrol } from "../store/patrols";
import { asNew } from "../store/take_back";
import { momentFrom } from "./beacon";
import { writerFor } from "./capture";
import { confirmCaptures, waitingOf } from "./confirm";
import { discardCapturedDraft, discardWithDerived } from "./discard";
import { append, CHAIN_STORES, hashOfText, secondIn } from "./entries";
import { ensureKey, keepKnown, readOwnKey } from "./keys";
import { base64url, holds, isHigh, lowered, unbase64url, utf8 } from "./p256";

const ORDER = BigInt("0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
const numberOf = (bytes: Uint8Array) => BigInt(`0x${hex(bytes)}`);

async function body(id: string): Promise<Record<string, string>> {
  return JSON.parse((await readBody(id)) ?? "{}") as Record<string, string>;
}

describe("a signature", () => {
  test("has its s in the lower half, and the other form of it is not taken", async () => {
    const { privateKey, publicKey } = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign", "verify"]);
    const spki = base64url(new Uint8Array(await crypto.subtle.exportKey("spki", publicKey)));
    // Half of all signatures come out high.
    for (let n = 0; n < 16; n++) {
      const made = new Uint8Array(await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, privateKey, utf8("text")));
      const low = lowered(made);
      const high = Uint8Array.from([...low.slice(0, 32), ...unhex((ORDER - numberOf(low.slice(32))).toString(16))]);
      expect([isHigh(low), isHigh(high)]).toEqual([false, true]);
      expect(await holds(spki, "text", base64url(low))).toBe(true);
      expect(await holds(spki, "text", base64url(high))).toBe(false);
      expect(lowered(high)).toEqual(low);
    }
    expect(await holds(spki, "other", base64url(lowered(new Uint8Array(64))))).toBe(false);
    expect(await holds("no key", "text", "no signature")).toBe(false);
  });
  test("is written without padding in the alphabet of addresses", () => {
    const bytes = Uint8Array.from([251, 255, 190, 0]);
    expect(base64url(bytes)).toBe("-_--AA");
    expect(unbase64url("-_--AA")).toEqual(bytes);
  });
});

function unhex(text: string): number[] {
  return (text.padStart(64, "0").match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
}

describe("the key", () => {
  test("is made once a person, enrolled with a proof, and cannot be read", async () => {
    await ensureKey("me", 1000);
    await ensureKey("me", 2000);
    const own = await readOwnKey("me");
    const [op, ...more] = await readOps();
    expect(more).toEqual([]);
    expect(op).toMatchObject({ kind: "key", id: own?.key.id, path: "/evidence/keys", entity: own?.key.id });
    const told = await body(op!.id);
    expect(Object.keys(told)).toEqual(["id", "device_id", "label", "public_key", "proof"]);
    const text = `fengxun/key/v1\n${told["id"]}\nme\n${told["device_id"]}\n${told["public_key"]}`;
    expect(await holds(told["public_key"]!, text, told["proof"]!)).toBe(true);
    await expect(crypto.subtle.exportKey("pkcs8", own!.key.private_key)).rejects.toThrow();
    await unlockAs("other");
    expect(await readOwnKey("other")).toBeNull();
    await ensureKey("other", 3000);
    expect((await readOwnKey("other"))?.key.id).not.toBe(own?.key.id);
  });
  test("that was revoked is followed by a new one, whose chain begins anew", async () => {
    await aCapture("lead");
    const old = await readOwnKey("me");
    await keepKnown("me", [{ id: old!.key.id, state: "approved" }]);
    expect((await readOwnKey("me"))?.state).toBe("approved");
    await keepKnown("me", [{ id: old!.key.id, state: "revoked" }]);
    await aCapture("lead");
    const now = await readOwnKey("me");
    expect([now?.state, now?.revoked, now?.key.id === old?.key.id]).toEqual(["unsent", 1, false]);
    expect((await chain()).map(({ key, n }) => [key, n])).toEqual([[old?.key.id, 1], [now?.key.id, 1]]);
  });
});

test("what is told of a key again changes nothing, and so draws nothing anew", async () => {
  let changes = 0;
  const stop = onChange(["session"], () => changes++);
  await keepKnown("me", [{ id: "key", state: "pending" }]);
  await keepKnown("me", [{ id: "key", state: "pending" }]);
  await keepKnown("me", [{ id: "key", state: "approved" }]);
  stop();
  expect(changes).toBe(2);
});

describe("what is captured", () => {
  test("is an entry that names the one before, signed as it is sent", async () => {
    const photo = await aCapture("lead");
    const film = await aCapture("lead", 2 * PART_BYTES + 5, { mime: "video/mp4" });
    const entries = await chain();
    const key = (await readOwnKey("me"))!.key;
    expect(entries.map(({ n, capture, kind }) => [n, capture, kind])).toEqual([[1, photo.id, "capture"], [2, film.id, "capture"]]);
    expect(entries.map((entry) => said(entry)["prev"])).toEqual(["0".repeat(64), await hashOfText(entries[0]!.text)]);
    expect(said(entries[0]!)).toEqual({
      v: 1, kind: "capture", id: photo.id, key: key.id, device: key.device_id, n: 1, prev: "0".repeat(64), lead: "lead",
      media: { sha256: photo.sha256, size: 10, mime: "image/jpeg", role: "original", derived_from: null, part_size: PART_BYTES },
      source: "camera", taken_at: TAKEN_AT, beacon: null, fix: null, officers: ["me"], app: "dev",
    });
    const parts = (said(entries[1]!)["media"] as { parts: string[] }).parts;
    const last = new Uint8Array(5).map((_, at) => ((at + 2 * PART_BYTES) * 31) % 251);
    expect([parts.length, parts[2]]).toEqual([3, hex(await crypto.subtle.digest("SHA-256", last))]);
    const ops = (await readOps()).filter(({ kind }) => kind === "entry");
    expect(ops.map(({ path, needs, capture }) => [path, needs, capture])).toEqual([
      [`/evidence/entries/${key.id}/1`, key.id, photo.id],
      [`/evidence/entries/${key.id}/2`, key.id, film.id],
    ]);
    for (const [at, { text, signature }] of entries.entries()) {
      const sent = await body(ops[at]!.id);
      expect(new TextDecoder().decode(unbase64url(sent["entry"]!))).toBe(text);
      expect(sent["signature"]).toBe(signature);
      expect(await holds(key.public_key, `fengxun/manifest/v1\n${text}`, signature)).toBe(true);
    }
  });
  test("is one straight chain when several tabs capture at the same time", async () => {
    await Promise.all(Array.from({ length: 8 }, () => aCapture("lead")));
    const entries = await chain();
    expect(entries.map(({ n }) => n)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    for (const [at, entry] of entries.entries()) {
      expect(said(entry)["prev"]).toBe(at === 0 ? "0".repeat(64) : await hashOfText(entries[at - 1]!.text));
    }
    expect((await readOps()).filter(({ kind }) => kind === "key")).toHaveLength(1);
  });
  test("is known with its entry or not at all", async () => {
    const writer = await writerFor("me");
    await expect(
      strictly([...CHAIN_STORES], async (tx) => {
        await append(tx, writer, [{ kind: "capture", id: "x", fields: {} }]);
        throw new Error("the tab died");
      }),
    ).rejects.toThrow("the tab died");
    expect([await chain(), await readOps()]).toEqual([[], []]);
  });
  test("lies there sealed: of an entry no more can be read than that there is one", async () => {
    const photo = await aCapture("lead", 10, { filename: "secret.jpg" });
    expect(await contains(photo.sha256)).toBe(false);
    expect(await contains("fengxun/manifest")).toBe(false);
    expect(await (await database()).count("entries")).toBe(1);
  });
  test("for a step belongs to the lead the step is about", async () => {
    const draft = emptyDraft("me", null, 1);
    await saveDraft({ ...draft, step: { lead_id: "reported", act: "add", about: { category: "x", address: "" } } });
    await aCapture(draft.id);
    expect(said((await chain())[0]!)["lead"]).toBe("reported");
  });
});

describe("what is thrown away", () => {
  test("leaves a signed entry with the reason, and so does what was made of it", async () => {
    const photo = await aCapture("lead");
    const stamped = await aCapture("lead", 12, { role: "stamped", derived_from: photo.id });
    const other = await aCapture("lead");
    await discardWithDerived(photo, "blurred");
    expect((await mediaOf("lead")).map(({ id }) => id)).toEqual([other.id]);
    const deleted = (await chain()).slice(3).map(said);
    expect(deleted.map(({ n, kind, id, reason }) => [n, kind, id, reason])).toEqual([
      [4, "deleted", photo.id, "blurred"],
      [5, "deleted", stamped.id, "blurred"],
    ]);
    expect(Object.keys(deleted[0]!)).toEqual(["v", "kind", "id", "key", "device", "n", "prev", "reason", "taken_at", "mono_ms", "beacon"]);
  });
  test("with its draft leaves an entry for each photo", async () => {
    const draft = emptyDraft("me", null, 1000);
    await saveDraft(draft);
    const [one, two] = [await aCapture(draft.id), await aCapture(draft.id)];
    await discardCapturedDraft(draft.id, "me", "wrong_place");
    expect(await mediaOf(draft.id)).toEqual([]);
    expect(await (await database()).count("parts")).toBe(0);
    const deleted = (await chain()).slice(2).map(said);
    expect(deleted.map(({ id, reason }) => [id, reason]).sort()).toEqual([[one.id, "wrong_place"], [two.id, "wrong_place"]].sort());
  });
  test("and had no entry leaves none", async () => {
    await discardCapturedDraft("nothing", "me", "other");
    expect([await chain(), await readOps()]).toEqual([[], []]);
  });
});

test("what was refused goes on under a new id, with the moment it was captured, and says so of the old one", async () => {
  const draft: Complete = { ...emptyDraft("me", null, 5), category: "x", place: [120, 29] };
  await saveDraft(draft);
  const photo = await aCapture(draft.id);
  await submitDraft(draft, "build", 6);
  const lead = (await readOps()).find(({ kind }) => kind === "lead")!;
  await saveOp({ ...lead, state: "attention", frozen_at: 7 });
  const anew = await asNew(draft.id);
  const [copy] = await mediaOf(anew ?? "");
  const [, second, third] = (await chain()).map(said);
  expect(second).toMatchObject({ kind: "capture", id: copy?.id, lead: anew, taken_at: TAKEN_AT });
  expect(third).toMatchObject({ kind: "deleted", id: photo.id, reason: "renamed" });
});

describe("the moment", () => {
  const kept = { text: "fengxun/beacon/v1\n…\n-\n", signature: "s", fetched_at: 1000, page: "this", at_ms: 50 };
  const beacon = { text: kept.text, signature: "s" };
  test("counts from the beacon while the page lives", () => {
    expect(momentFrom(kept, Date.UTC(2026, 10, 26, 1), 81_284, "this")).toEqual({ taken_at: TAKEN_AT, mono_ms: 81_234, beacon });
  });
  test("says nothing of time passed since a beacon of before the app was opened anew", () => {
    expect(momentFrom(kept, 2000, 9, "another")).toEqual({ taken_at: "1970-01-01T08:00:02.000+08:00", beacon });
  });
  test("does not claim to come after a beacon that was fetched later", () => {
    expect(momentFrom(kept, 999, 10, "this")).toEqual({ taken_at: "1970-01-01T08:00:00.999+08:00", mono_ms: 10, beacon: null });
    // A picture of last year, out of the gallery.
    expect(momentFrom(kept, 5, -40, "this")).toEqual({ taken_at: "1970-01-01T08:00:00.005+08:00", beacon: null });
  });
  test("without any beacon counts from when the app was opened", () => {
    expect(momentFrom(undefined, 2000, 10.4, "this")).toMatchObject({ mono_ms: 10, beacon: null });
  });
});

describe("a second officer", () => {
  const told = (medium_id: string, lead_id: string) => ({ medium_id, lead_id, manifest: `hash of ${medium_id}`, officer_name: "李四", captured_at: TAKEN_AT });
  const never = new AbortController().signal;
  beforeEach(() => vi.stubGlobal("fetch", async () => Response.json([told("p", "lead"), told("q", "another")])));
  afterEach(() => vi.unstubAllGlobals());
  test("confirms what a colleague captured and signed, once, by naming its entry", async () => {
    const found = await waitingOf("lead", never);
    expect(found).toEqual([{ id: "p", manifest: "hash of p" }]);
    await confirmCaptures("me", found);
    const [entry] = await chain();
    expect(said(entry!)).toMatchObject({ v: 1, kind: "confirmed", id: "p", n: 1, manifest: "hash of p" });
    expect(await waitingOf("lead", never)).toEqual([]);
  });
  test("is named by what is captured while somebody is along on a patrol", async () => {
    const start = { squad: "一组", duty_zone_id: null, duty_zone_name: null, vehicle: null };
    const patrol = await startPatrol("me", { ...start, second: { id: "colleague", name: "李四" } }, Date.now());
    await aCapture("lead");
    await movePatrol(patrol.id, "end", Date.now());
    await aCapture("lead");
    const [along, alone] = await chain();
    expect([said(along!)["officers"], said(alone!)["officers"]]).toEqual([["me", "colleague"], ["me"]]);
    expect([secondIn(along!), secondIn(alone!)]).toEqual(["colleague", null]);
    expect(await body(patrol.id)).toMatchObject({ second_officer_id: "colleague" });
  });
});
