/** Who is signed in on this phone, and signing in and out. */

import { api, ApiError } from "../api/client";
import type { Me, SignIn } from "../api/types";
import { onChange } from "../store/changes";
import { deviceId, readMe, writeMe } from "../store/keyed";
import { runner } from "../sync/later";
import { tell } from "../sync/state";
import { observable } from "../ui/observable";
import { deviceLabel } from "../ui/device";

export type Session =
  { state: "opening" } | { state: "out" } | { state: "in"; me: Me } | { state: "broken"; reason: string };
export const session = observable<Session>({ state: "opening" });
export { runner };

/** Read who was signed in last; works without a network. */
export async function openSession(): Promise<void> {
  onChange(["session"], () => void restore());
  try {
    await restore();
  } catch (error) {
    session.set({ state: "broken", reason: String(error) });
  }
}

async function restore(): Promise<void> {
  const me = await readMe();
  session.set(me ? { state: "in", me } : { state: "out" });
}

/** Raises `ApiError`. */
export async function signIn(name: string, password: string): Promise<Me> {
  const body: SignIn = { name, password, device: { id: await deviceId(), label: deviceLabel(navigator.userAgent) } };
  const me = await api<Me>("/session", { method: "POST", body });
  await writeMe(me);
  tell({ signed_out: false, reach: "online", clock_off_ms: Date.now() - Date.parse(me.server_time) });
  void runner.hurry();
  return me;
}

/** Ends the session here at once, and at the server if it can be reached. What is not sent stays on the phone. */
export async function signOut(): Promise<void> {
  await runner.quiet();
  try {
    await api("/session", { method: "DELETE", timeoutMs: 8_000 });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
  }
  await writeMe(null);
  tell({ signed_out: false });
}
