/** Who has the phone: opening it, locking it, signing in and out. */

import { api, ApiError } from "../api/client";
import type { Me, SignedIn, SignIn, Uuid } from "../api/types";
import { closeDevice, changePerson, enrol, keepRecovery, keyByDevice } from "../lock/people";
import { rawByDevice, rawByRecovery, readPeople, readPerson, type Raw } from "../lock/people";
import { usable } from "../lock/keys";
import { noTries } from "../lock/tries";
import { onChange } from "../store/changes";
import { deviceId, isMigrated, readMe, readTurn, writeMe, writeTurn } from "../store/keyed";
import { activePatrol, movePatrol } from "../store/patrols";
import { forgetOpened } from "../store/rest";
import { closeVault, openVault, vault } from "../store/vault";
import { runner } from "../sync/later";
import { rememberShutOut } from "../sync/shut_out";
import { tell } from "../sync/state";
import { observable } from "../ui/observable";
import { deviceLabel } from "../ui/device";
import { forgetKept } from "../ui/returning";
import { replace } from "../ui/route";
import { clearToasts } from "../ui/toast";

/**
 * `covered`: the lock screen lies over it, while a patrol goes on being recorded. `decided`: the person has said whether
 * there shall be a PIN.
 */
export type Session =
  | { state: "opening" }
  | { state: "out" }
  | { state: "locked" }
  | { state: "in"; me: Me; covered: boolean; decided: boolean }
  | { state: "broken"; reason: string };
export const session = observable<Session>({ state: "opening" });
export { runner };

/** A key that a password has just opened: it may be given a new PIN without the old one. Gone with the page. */
let fresh: { person: Uuid; raw: Raw } | null = null;
export function freshRaw(person: Uuid): Raw | null {
  return fresh?.person === person ? fresh.raw : null;
}

/** The password was right, but what lies here needs the PIN: the server no longer knows this device's old secret. */
export class PinNeeded extends Error {
  constructor(readonly person: Uuid) {
    super("the PIN is needed once");
  }
}

/** Whose password was right just now, although nothing here opened with it. */
let proven: { me: Me; secret: string | null } | null = null;

/** Begin anew for whoever has just given the right password. What the old key sealed is kept, and stays closed. */
export async function startAnew(id: Uuid): Promise<void> {
  if (proven?.me.id !== id) return;
  const { me, secret } = proven;
  proven = null;
  const raw = await enrol(me, Date.now());
  if (secret) await keepRecovery(id, raw, secret);
  await take(id, raw, me);
  fresh = { person: id, raw };
}

/** Read whose turn it is; works without a network. */
export async function openSession(): Promise<void> {
  onChange(["session"], () => void restore());
  try {
    if (!(await isMigrated())) await import("../lock/migrate").then(({ migrate }) => migrate(Date.now()));
    await show();
  } catch (error) {
    session.set({ state: "broken", reason: String(error) });
  }
}

let turning = false;

/** Another tab may have locked the phone or given it to somebody else. */
async function restore(): Promise<void> {
  if (!turning) await show();
}

async function show(): Promise<void> {
  // Nobody sees anything before this is known: what can be asked at once is.
  const [turn, people] = await Promise.all([readTurn(), readPeople()]);
  const person = people.find(({ id }) => id === turn?.person);
  const open = vault();
  if (open && open.person !== turn?.person) await putAway();
  if (turn && !vault()) {
    const key = await keyByDevice(person);
    if (key) openVault(turn.person, key);
    last = turn.person;
  }
  const me = await readMe();
  if (me && turn) session.set({ state: "in", me, covered: turn.covered, decided: person?.decided ?? true });
  else session.set({ state: people.length > 0 ? "locked" : "out" });
}

/** Who had this page open last: whoever comes next begins at the start, not where somebody else was. */
let last: Uuid | null = null;

/** Give the phone to somebody whose key is here. */
export async function take(id: Uuid, raw: Raw, me?: Me): Promise<void> {
  await turn(async () => {
    if (vault()?.person !== id) {
      await standDown();
      openVault(id, await usable(raw));
    }
    if (me) await writeMe(me);
    await changePerson(id, (person) => ({ ...person, used_at: Date.now() }));
    await writeTurn({ person: id, covered: false });
    if (last !== null && last !== id) replace("");
    last = id;
  });
  void runner.hurry();
}

async function turn(job: () => Promise<void>): Promise<void> {
  turning = true;
  try {
    await job();
  } finally {
    turning = false;
    await show();
  }
}

/** Lock the phone. A running patrol goes on being recorded, under the lock screen. */
export async function lock(): Promise<void> {
  const now = session.get();
  if (now.state !== "in") return;
  clearToasts();
  const patrol = await activePatrol(now.me.id);
  await turn(async () => {
    if (patrol?.state === "running") return writeTurn({ person: now.me.id, covered: true });
    await standDown();
    await writeTurn(null);
  });
}

/** The server has shut the phone out: nothing counts any more, and whoever has a PIN has to give it to get at the rest. */
export async function shutOut(): Promise<void> {
  const now = session.get();
  if (now.state !== "in") return;
  const patrol = await activePatrol(now.me.id);
  if (patrol?.state === "running") await movePatrol(patrol.id, "pause", Date.now());
  if ((await readPerson(now.me.id))?.keys.pin) await lock();
}

/** Whoever has the phone stops: a patrol is paused, because the next person may walk somewhere else. */
async function standDown(): Promise<void> {
  const open = vault();
  if (!open) return;
  const patrol = await activePatrol(open.person);
  if (patrol?.state === "running") await movePatrol(patrol.id, "pause", Date.now());
  await runner.quiet();
  await putAway();
}

/** What is being written ends first: a screen that goes away saves its draft. */
async function putAway(): Promise<void> {
  session.set({ state: "locked" });
  clearToasts();
  await new Promise((after) => setTimeout(after, 50));
  await closeVault();
  forgetOpened();
  forgetKept();
  fresh = null;
}

/** Raises `ApiError` and `PinNeeded`. */
export async function signIn(name: string, password: string): Promise<Me> {
  const body: SignIn = { name, password, device: { id: await deviceId(), label: deviceLabel(navigator.userAgent) } };
  // Nothing of one person may be on its way while the browser becomes another's.
  await runner.quiet();
  const { device_key, ...me } = await api<SignedIn>("/session", { method: "POST", body }).catch((error: unknown) => {
    void runner.hurry();
    throw error;
  });
  rememberShutOut(me.id, false);
  tell({ signed_out: false, revoked: false, reach: "online", clock_off_ms: Date.now() - Date.parse(me.server_time) });
  const raw = await rawFor(me, device_key);
  if (raw) {
    await take(me.id, raw, me);
    fresh = { person: me.id, raw };
  } else await writeMe(me);
  // Whoever signs in trusts the server they sign in to: from now on receipts are held against the key it shows now.
  void import("../chain/receipts").then(({ pinReceiptKey }) => pinReceiptKey(me.id, true)).catch(() => undefined);
  return me;
}

/** The data key of whoever gave the right password; null when it is in use already. */
async function rawFor(me: Me, secret: string | null): Promise<Raw | null> {
  const known = await changePerson(me.id, (person) => ({
    ...person,
    name: me.name,
    display_name: me.display_name,
    tries: noTries(Date.now()),
  }));
  const raw = known ? await rawKnown(me.id, secret) : await enrol(me, Date.now());
  if (raw && secret) await keepRecovery(me.id, raw, secret);
  if (!raw && vault()?.person !== me.id) {
    proven = { me, secret };
    throw new PinNeeded(me.id);
  }
  return raw;
}

async function rawKnown(id: Uuid, secret: string | null): Promise<Raw | null> {
  const person = await readPerson(id);
  if (!person) return null;
  return (await rawByDevice(person)) ?? (secret ? rawByRecovery(person, secret) : null);
}

/** The cookie may be a colleague's by now, whose session is theirs to end. */
async function endSession(person: Uuid | null): Promise<void> {
  const { id } = await api<Me>("/session", { timeoutMs: 8_000 });
  if (person === null || id === person) await api("/session", { method: "DELETE", timeoutMs: 8_000 });
}

/** Ends the session here at once, and at the server if it can be reached. What is not sent stays on the phone. */
export async function signOut(): Promise<void> {
  const now = session.get();
  await runner.quiet();
  try {
    await endSession(now.state === "in" ? now.me.id : null);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
  }
  await turn(async () => {
    await putAway();
    if (now.state === "in") await closeDevice(now.me.id);
    await writeTurn(null);
  });
  tell({ signed_out: false, revoked: false });
}
