import { openDB } from "idb";
import { expect, test } from "vitest";
import { contains } from "../testing/dump";
import "../testing/fresh";
import { database, NAME } from "../store/db";
import { emptyDraft, readDrafts, saveDraft, submitDraft, type Complete } from "../store/drafts";
import { isMigrated, readMe, readReference, writeMe } from "../store/keyed";
import { keepLeads } from "../store/leads";
import { readBytes, readMedium } from "../store/media";
import { saveMedium } from "../testing/media";
import { readBody, readOps } from "../store/ops";
import { appendFix, readLocalPatrol, startPatrol } from "../store/patrols";
import { readRows } from "../store/chunks";
import { unreadable } from "../store/readable";
import { closeVault, openVault } from "../store/vault";
import type { Lead, Me } from "../api/types";
import { deviceKey, usable } from "./keys";
import { migrate } from "./migrate";
import { readOnDevice, removePerson } from "./on_device";
import { enrol, keepRecovery, keyByDevice, rawByDevice, rawByRecovery, readPerson } from "./people";
import { openByPin, setPin } from "./pin";

const CANARY = "金丝雀";
const SECRET = btoa("s".repeat(32));
const T = 1_000_000;
const known = (id: string) => ({ id, name: `${id}-name`, display_name: id });

async function enter(id: string): Promise<void> {
  const person = await readPerson(id);
  const raw = person ? (await rawByDevice(person))! : await enrol(known(id), T);
  openVault(id, await usable(raw));
}

/** Everything of every kind, with a text in it that must not be found. */
async function fill(id: string, text: string): Promise<void> {
  const bytes = new TextEncoder().encode(text.repeat(5)) as Uint8Array<ArrayBuffer>;
  const draft: Complete = {
    ...emptyDraft(id, null, T),
    id: `${id}-draft`,
    note: text,
    address: text,
    category: "x",
    place: [120, 29],
  };
  await saveDraft(draft);
  await saveDraft({ ...draft, id: `${id}-sent` });
  const medium = {
    id: `${id}-medium`, lead_id: `${id}-sent`, person_id: id, sha256: text, size: bytes.length, mime: "image/jpeg",
    filename: `${text}.jpg`, source: "camera", captured_at: "2026-11-25T00:00:00Z", fix: null,
    thumbnail: bytes.slice().buffer, parts: 1,
  } as const;
  await saveMedium(medium, { size: bytes.length, slice: async () => bytes.slice().buffer });
  await submitDraft({ ...draft, id: `${id}-sent` }, text, T);
  const patrol = await startPatrol(id, { squad: text, duty_zone_id: null, duty_zone_name: text, vehicle: text }, T);
  const at = { lon: 120, lat: 29, accuracy_m: 5, altitude_m: null, speed_ms: null, heading_deg: null };
  await appendFix(patrol.id, { ...at, at: T + 1000 }, "none", { level: 50, charging: false });
  await keepLeads(id, [{ id: `${id}-lead`, revision: 1, note: text, captured_at: "2026" } as unknown as Lead]);
  await writeMe({ ...known(id), squad: text } as unknown as Me);
}

test("nothing that somebody keeps can be read in the database, in text or in bytes", async () => {
  await enter("a");
  await fill("a", CANARY);
  expect(await contains("a-draft"), "the search finds what is there in clear").toBe(true);
  expect(await contains(CANARY)).toBe(false);
});

test("two people on one phone: each sees all of the own and nothing of the other's", async () => {
  await enter("a");
  await fill("a", "甲的内容");
  await closeVault();
  await enter("b");
  await fill("b", "乙的内容");
  expect((await readDrafts("b")).map(({ note }) => note)).toEqual(["乙的内容"]);
  expect([await readDrafts("a"), await readMedium("a-medium"), await readBody("a-sent")]).toEqual([[], undefined, undefined]);
  const ops = await readOps();
  expect(ops.filter(({ person_id }) => person_id === "a").map(({ about, path }) => [about, path])).toEqual(
    Array.from({ length: 3 }, () => [null, ""]),
  );
  expect((await readOnDevice()).map(({ id, unsent, patrolling }) => [id, unsent, patrolling])).toEqual([
    ["a", 5, true],
    ["b", 5, true],
  ]);
  await closeVault();
  await enter("a");
  expect(JSON.parse((await readBody("a-sent"))!)).toMatchObject({ note: "甲的内容" });
  expect(new TextDecoder().decode(await readBytes("a-medium", 0, 12))).toBe("甲的内容");
  expect([(await readRows()).length, (await readMe())?.squad, await unreadable()]).toEqual([1, "甲的内容", []]);
});

test("the PIN opens, nothing else does, and without it the phone does not open by itself", async () => {
  const raw = await enrol(known("a"), T);
  await setPin("a", raw, "274905", T);
  expect([await keyByDevice(await readPerson("a")), (await readPerson("a"))?.decided]).toEqual([null, true]);
  expect(await openByPin("a", "274906", T)).toMatchObject({ tries: { wrong: 1 } });
  expect(await openByPin("a", "274905", T)).toEqual({ raw });
  expect((await readPerson("a"))?.tries.wrong).toBe(0);
});

test("during a wait and after ten wrong ones the right PIN does not open either; the password does", async () => {
  const raw = await enrol(known("a"), T);
  await keepRecovery("a", raw, SECRET);
  await setPin("a", raw, "274905", T);
  const wrong = async (now: number) => openByPin("a", "000001", now);
  for (let n = 0; n < 5; n++) await wrong(T);
  expect(await openByPin("a", "274905", T + 29_000)).toMatchObject({ tries: { wrong: 5, wait_ms: 1_000 } });
  expect(await openByPin("a", "274905", T - 60_000), "a clock set back").toMatchObject({ tries: { wait_ms: 1_000 } });
  for (let n = 1; n <= 5; n++) await wrong(T + n * 1_000_000);
  expect(await openByPin("a", "274905", T + 99_000_000)).toMatchObject({ tries: { wrong: 10 } });
  expect(await rawByRecovery((await readPerson("a"))!, SECRET)).toEqual(raw);
}, 60_000);

test("the password's secret opens only for its person, and not without this device's own key", async () => {
  const raw = await enrol(known("a"), T);
  await keepRecovery("a", raw, SECRET);
  const person = (await readPerson("a"))!;
  expect(await rawByRecovery(person, btoa("x".repeat(32)))).toBeNull();
  expect(await rawByRecovery({ ...person, id: "b" }, SECRET)).toBeNull();
  await (await database()).delete("keyed", "device_key");
  expect(await rawByRecovery(person, SECRET)).toBeNull();
  await expect(crypto.subtle.exportKey("raw", await deviceKey())).rejects.toThrow();
});

test("somebody is taken off the phone only when everything is sent, and then with everything", async () => {
  await enter("a");
  await fill("a", CANARY);
  expect(await removePerson("a")).toBe(false);
  const db = await database();
  for (const op of await db.getAll("ops")) await db.put("ops", { ...op, state: "done" } as never);
  for (const store of ["drafts", "rows"] as const) await db.clear(store);
  await closeVault();
  await enter("b");
  await saveDraft({ ...emptyDraft("b", null, T), id: "b-draft" });
  expect(await removePerson("a")).toBe(true);
  expect((await readOnDevice()).map(({ id }) => id)).toEqual(["b"]);
  for (const store of ["ops", "media", "parts", "patrols", "leads", "bodies", "own"] as const) {
    expect(await db.count(store), store).toBe(0);
  }
  expect(await readDrafts("b")).toHaveLength(1);
});

/** A database as version 1 of the app left it: all in clear, of two people, one of them signed out. */
async function versionOne(): Promise<void> {
  await closeVault();
  const db = await openDB(NAME, 1, {
    upgrade(made) {
      made.createObjectStore("keyed");
      made.createObjectStore("drafts", { keyPath: "id" });
      const ops = made.createObjectStore("ops", { keyPath: "n", autoIncrement: true });
      ops.createIndex("by_id", "id", { unique: true });
      ops.createIndex("by_entity", "entity");
      made.createObjectStore("bodies");
      made.createObjectStore("media", { keyPath: "id" }).createIndex("by_lead", "lead_id");
      made.createObjectStore("parts");
      made.createObjectStore("patrols", { keyPath: "id" });
      made.createObjectStore("rows", { keyPath: ["patrol_id", "first_seq"] });
      made.createObjectStore("chunks", { keyPath: ["patrol_id", "first_seq"] });
      made.createObjectStore("leads", { keyPath: "id" });
      made.createObjectStore("unreadable", { keyPath: "n", autoIncrement: true });
    },
  });
  const bytes = () => new TextEncoder().encode(CANARY.repeat(3)).buffer;
  await db.put("keyed", { ...known("a"), squad: CANARY }, "me");
  await db.put("keyed", { etag: "1", person_id: "a", fetched_at: 1, reference: { words: CANARY } }, "reference");
  await db.put("keyed", "device-1", "device_id");
  for (const id of ["a", "b"]) {
    const op = { id: `${id}-op`, kind: "lead", entity: `${id}-op`, person_id: id, path: `/leads/${id}`, state: "waiting" };
    await db.put("drafts", { ...emptyDraft(id, null, 1), id: `${id}-draft`, note: `${CANARY} ${id}` });
    await db.add("ops", { ...op, needs: null, about: { category: "x", address: CANARY }, not_before: 0, attempts: 0 });
    await db.put("bodies", JSON.stringify({ note: CANARY, of: id }), `${id}-op`);
    await db.put("media", { id: `${id}-m`, lead_id: `${id}-op`, person_id: id, sha256: "0", size: 27, parts: 1, filename: CANARY });
    await db.put("parts", bytes(), [`${id}-m`, 0]);
    await db.put("patrols", { id: `${id}-p`, person_id: id, squad: CANARY, state: "running", started_at: 1, next_seq: 1, gaps: [] });
    await db.put("rows", { patrol_id: `${id}-p`, first_seq: 0, count: 1, bytes: new ArrayBuffer(20) });
    await db.put("leads", { id: `${id}-l`, person_id: id, lead: { note: CANARY, captured_at: "2026" }, detail_revision: 1, seen_revision: 1 });
  }
  await db.put("parts", bytes(), ["orphan", 0]);
  await db.put("drafts", { id: "damaged", note: CANARY });
  await db.add("unreadable", { store: "drafts", key: '"z"', found_at: 1, reason: "x", value: { note: CANARY } });
  db.close();
}

test("what version 1 kept in clear is encrypted for each of its people, and nothing is lost", async () => {
  await versionOne();
  expect([await contains(CANARY), await isMigrated()]).toEqual([true, false]);
  await migrate(T);
  expect([await contains(CANARY), await isMigrated()]).toEqual([false, true]);
  for (const id of ["a", "b"]) {
    openVault(id, (await keyByDevice(await readPerson(id)))!);
    expect((await readDrafts(id)).map(({ note }) => note)).toEqual([`${CANARY} ${id}`]);
    const own = (await readOps()).filter(({ person_id }) => person_id === id);
    expect(own).toMatchObject([{ id: `${id}-op`, path: `/leads/${id}`, about: { address: CANARY } }]);
    expect(JSON.parse((await readBody(`${id}-op`))!)).toEqual({ note: CANARY, of: id });
    expect(await readMedium(`${id}-m`)).toMatchObject({ filename: CANARY });
    expect(new TextDecoder().decode(await readBytes(`${id}-m`, 0, 27))).toBe(CANARY.repeat(3));
    expect(await readLocalPatrol(`${id}-p`)).toMatchObject({ squad: CANARY, next_seq: 1 });
    expect(await readRows()).toMatchObject([{ patrol_id: `${id}-p`, count: 1 }]);
  }
  openVault("a", (await keyByDevice(await readPerson("a")))!);
  expect([(await readMe())?.squad, (await readReference())?.etag]).toEqual([CANARY, "1"]);
  expect(await (await database()).get("keyed", "current")).toEqual({ person: "a", covered: false });
  expect(await (await database()).count("parts")).toBe(3);
});

test("a migration broken off in the middle goes on where it was", async () => {
  await versionOne();
  const db = await database();
  const put = IDBObjectStore.prototype.put;
  let left = 7;
  IDBObjectStore.prototype.put = function (...args) {
    if (this.name !== "people" && this.name !== "keyed" && left-- <= 0) throw new Error("the battery is empty");
    return put.apply(this, args as [unknown]);
  };
  await expect(migrate(T)).rejects.toThrow("the battery is empty");
  IDBObjectStore.prototype.put = put;
  expect(await isMigrated()).toBe(false);
  await migrate(T);
  expect([await contains(CANARY), await db.count("drafts")]).toEqual([false, 3]);
  openVault("b", (await keyByDevice(await readPerson("b")))!);
  expect((await readDrafts("b")).map(({ note }) => note)).toEqual([`${CANARY} b`]);
});
