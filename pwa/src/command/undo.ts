/** What has just been done and can be taken back: told in a toast, and by the key `u` for as long as the server lets us. */

import { t } from "../i18n";
import { toast, untoast } from "../ui/toast";
import { sentence } from "./requests";

/** Takes back; null when all of it is, otherwise what stays as it was decided, and why, in words. */
export type TakeBack = () => Promise<string | null>;
type Undoable = { text: string; until: number; run: TakeBack };

/** The server takes a decision back for five minutes; the last seconds are left to the way there. */
const FOR_MS = 5 * 60_000 - 10_000;
const MOST = 20;
let stack: readonly Undoable[] = [];

/** Say what was done and offer to take it back. */
export function offerUndo(text: string, run: TakeBack): void {
  const one = { text, until: Date.now() + FOR_MS, run };
  stack = [...stack, one].slice(-MOST);
  toast(text, { undo: () => void takeBack(one), tone: "ok" });
}

/** Take back what was done last. False when there is nothing. */
export function undoLast(): boolean {
  stack = stack.filter(({ until }) => until > Date.now());
  const last = stack.at(-1);
  if (last) void takeBack(last);
  else toast(t("undo.nothing"));
  return last !== undefined;
}

async function takeBack(one: Undoable): Promise<void> {
  if (!stack.includes(one)) return;
  stack = stack.filter((other) => other !== one);
  untoast(one.text);
  try {
    const stays = await one.run();
    if (stays === null) toast(t("undo.done"), { tone: "ok" });
    // Names of leads are read and looked for: it stays until it is put away.
    else toast(stays, { tone: "danger", lasting: true });
  } catch (error) {
    toast(t("undo.failed", { reason: sentence(error) }), { tone: "danger" });
  }
}
