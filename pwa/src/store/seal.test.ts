import { expect, test } from "vitest";
import { unlockAs } from "../testing/fresh";
import { database } from "./db";
import { emptyDraft, readDraft, readDrafts, saveDraft } from "./drafts";
import { MissingBytes, readBytes } from "./media";
import { saveMedium } from "../testing/media";
import { readOps, saveOp } from "./ops";
import { anOp } from "../testing/ops";
import { readable, unreadable } from "./readable";
import type { AtRest } from "./rest";
import { seal, unseal, Unopenable } from "./seal";
import { closeVault, Locked, whileOpen } from "./vault";
import { strictly } from "./work";

const AES = { name: "AES-GCM", length: 256 };
const aKey = () => crypto.subtle.generateKey(AES, false, ["encrypt", "decrypt"]);

test("a value comes back as it was, bytes as bytes", async () => {
  const key = await aKey();
  const value = { note: "情况", n: 1.5, none: null, bytes: new Uint8Array([1, 2, 3]).buffer, list: [{ a: 1 }] };
  const opened = await unseal(key, ["here"], await seal(key, "me", ["here"], value));
  expect({ ...opened, bytes: [...new Uint8Array(opened["bytes"] as ArrayBuffer)] }).toEqual({ ...value, bytes: [1, 2, 3] });
});

test("the same value never looks the same twice", async () => {
  const key = await aKey();
  const [a, b] = [await seal(key, "me", 1, { x: 1 }), await seal(key, "me", 1, { x: 1 })];
  expect([...a.iv]).not.toEqual([...b.iv]);
  expect([...new Uint8Array(a.data)]).not.toEqual([...new Uint8Array(b.data)]);
});

test("with another key, in another place, as another person's or with one bit changed it does not open", async () => {
  const [key, other] = [await aKey(), await aKey()];
  const sealed = await seal(key, "me", ["drafts", "a"], { note: "情况" });
  const bit = sealed.data.slice();
  new Uint8Array(bit)[3]! ^= 1;
  const iv = sealed.iv.slice();
  iv[0]! ^= 1;
  const tries: [CryptoKey, unknown, typeof sealed][] = [
    [other, ["drafts", "a"], sealed],
    [key, ["drafts", "b"], sealed],
    [key, ["drafts", "a"], { ...sealed, by: "other" }],
    [key, ["drafts", "a"], { ...sealed, data: bit }],
    [key, ["drafts", "a"], { ...sealed, data: sealed.data.slice(0, -1) }],
    [key, ["drafts", "a"], { ...sealed, iv }],
  ];
  for (const [k, place, it] of tries) await expect(unseal(k, place, it)).rejects.toThrow(Unopenable);
  expect(await unseal(key, ["drafts", "a"], sealed)).toEqual({ note: "情况" });
});

async function raw(store: "drafts" | "ops" | "parts", key: never): Promise<AtRest> {
  return (await (await database()).get(store, key)) as unknown as AtRest;
}

test("records that changed places, or whose clear fields were changed, go to quarantine and are shown", async () => {
  await saveDraft({ ...emptyDraft("me", null, 1), id: "a", note: "甲" });
  await saveDraft({ ...emptyDraft("me", null, 1), id: "b", note: "乙" });
  await saveDraft({ ...emptyDraft("me", null, 1), id: "c", note: "丙" });
  const db = await database();
  const [a, b] = [await raw("drafts", "a" as never), await raw("drafts", "b" as never)];
  await db.put("drafts", { ...a, sealed: b.sealed });
  await db.put("drafts", { ...b, created_at: 5 });
  expect((await readDrafts("me")).map(({ id }) => id)).toEqual(["c"]);
  expect((await unreadable()).map(({ store, key, reason }) => [store, key, reason])).toEqual([
    ["drafts", '"a"', "does not open"],
    ["drafts", '"b"', "does not open"],
  ]);
});

test("an op is opened again when a byte of it has changed, although it was read a moment ago", async () => {
  await saveOp(anOp({ id: "x" }));
  const [op] = await readOps();
  expect(op).toMatchObject({ id: "x", path: "/leads/x" });
  const stored = await raw("ops", op!.n as never);
  new Uint8Array(stored.sealed.data)[2]! ^= 1;
  await (await database()).put("ops", stored);
  expect(await readOps()).toEqual([]);
  expect(await unreadable()).toHaveLength(1);
});

test("a record that does not open is nothing when it is asked for by itself, and shown", async () => {
  await saveDraft({ ...emptyDraft("me", null, 1), id: "a" });
  const stored = await raw("drafts", "a" as never);
  await (await database()).put("drafts", { ...stored, sealed: { ...stored.sealed, data: new ArrayBuffer(40) } });
  expect(await readDraft("a")).toBeUndefined();
  expect(await unreadable()).toHaveLength(1);
});

test("a damaged piece of a photo counts as missing, and is kept", async () => {
  const source = { size: 10, slice: async () => new ArrayBuffer(10) };
  const medium = {
    id: "m", lead_id: "l", person_id: "me", sha256: "0", size: 10, mime: "image/jpeg", filename: "a.jpg",
    source: "camera", captured_at: "2026-11-25T00:00:00Z", fix: null, thumbnail: null, parts: 1,
  } as const;
  await saveMedium(medium, source);
  const part = await raw("parts", ["m", 0] as never);
  new Uint8Array(part.sealed.data)[0]! ^= 1;
  await (await database()).put("parts", part, ["m", 0]);
  await expect(readBytes("m", 0, 10)).rejects.toThrow(MissingBytes);
  expect(await unreadable()).toMatchObject([{ store: "parts", key: '["m",0]' }]);
});

test("a record in clear, put there by somebody else's hand, is not believed", async () => {
  await (await database()).put("drafts", { ...emptyDraft("me", null, 1), id: "a" } as never);
  expect(await readable("drafts")).toEqual([]);
  expect(await unreadable()).toMatchObject([{ reason: "not encrypted" }]);
});

test("nothing is written, and nothing read, while the phone is locked or for somebody else", async () => {
  await saveDraft({ ...emptyDraft("me", null, 1), id: "a" });
  await expect(saveDraft(emptyDraft("other", null, 1))).rejects.toThrow(Locked);
  await closeVault();
  await expect(saveDraft(emptyDraft("me", null, 1))).rejects.toThrow(Locked);
  expect([await readDrafts("me"), await readDraft("a")]).toEqual([[], undefined]);
  await unlockAs("me");
  expect(await readDrafts("me")).toHaveLength(1);
});

test("locking waits for what is being written", async () => {
  let done = false;
  const writing = whileOpen(async () => {
    await new Promise((after) => setTimeout(after, 20));
    await saveDraft({ ...emptyDraft("me", null, 1), id: "late" });
    done = true;
  });
  await closeVault();
  expect(done).toBe(true);
  await writing;
});

test("two who change the same record at once both have their say", async () => {
  await strictly(["keyed"], (tx) => tx.objectStore("keyed").put(0, "n"));
  const add = () =>
    strictly(["keyed"], async (tx) => {
      const n = (await tx.objectStore("keyed").get("n")) as number;
      await tx.objectStore("keyed").put(n + 1, "n");
    });
  await Promise.all(Array.from({ length: 10 }, add));
  expect(await (await database()).get("keyed", "n")).toBe(10);
});
