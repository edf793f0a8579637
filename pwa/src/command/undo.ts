/** What has just been done and can be taken back: told in a toast, and by the key `u` for as long as the server lets us. */

import { t } from "../i18n";
import { toast, type Told, untoast } from "../ui/toast";
import { sentence } from "./requests";

/** Takes back; null when all of it is, otherwise what stays as it was decided, and why, in words. */
export type TakeBack = () => Promise<string | null>;
type Undoable = { told: Told; until: number; steps: readonly string[]; run: TakeBack };

/** The server takes a decision back for five minutes; the last seconds are left to the way there. */
export const TAKEN_BACK_MS = 5 * 60_000 - 10_000;
const MOST = 20;
let stack: readonly Undoable[] = [];

/** Say what was done and offer to take it back; `look` goes to what it was done to. */
export function offerUndo(told: Told, run: TakeBack, steps: readonly string[] = [], look?: () => void): void {
  const one = { told, until: Date.now() + TAKEN_BACK_MS, steps, run };
  stack = [...stack, one].slice(-MOST);
  toast(told, { undo: () => void takeBack(one), tone: "ok", ...(look && { action: { word: "undo.look", run: look } }) });
}

/** Take back what was done last. False when there is nothing. */
export function undoLast(): boolean {
  stack = stack.filter(({ until }) => until > Date.now());
  const last = stack.at(-1);
  if (last) void takeBack(last);
  else toast(t("undo.nothing"));
  return last !== undefined;
}

/** Take back one decision from elsewhere; the toast and the key that offer the same offer it no more. */
export async function takeBackStep(step: string, run: TakeBack): Promise<void> {
  for (const one of stack) if (one.steps.length === 1 && one.steps[0] === step) forget(one);
  await tell(run);
}

async function takeBack(one: Undoable): Promise<void> {
  if (!stack.includes(one)) return;
  forget(one);
  await tell(one.run);
}

function forget(one: Undoable): void {
  stack = stack.filter((other) => other !== one);
  untoast(one.told);
}

async function tell(run: TakeBack): Promise<void> {
  try {
    const stays = await run();
    if (stays === null) toast(t("undo.done"), { tone: "ok" });
    // Names of leads are read and looked for: it stays until it is put away.
    else toast(stays, { tone: "danger", lasting: true });
  } catch (error) {
    toast(t("undo.failed", { reason: sentence(error) }), { tone: "danger" });
  }
}
