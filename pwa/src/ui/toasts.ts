/** What is told in passing, and in which order it makes room. Pure but for the one list of a page. */

import type { Word } from "../i18n";
import { observable } from "./observable";
import type { Tone } from "./parts";

export type ToastOptions = {
  /** Takes back what has just been done. Shows a button, and Ctrl+Z does it too. */
  undo?: () => void;
  /** One thing to do next, in a word. */
  action?: { word: Word; run(): void };
  /** `danger`: something did not work, which stays until it is closed. */
  tone?: Tone;
  /** Stays until it is closed: longer than can be read in passing. */
  lasting?: boolean;
};
/** Told in words, or by what makes them: then it follows the language. */
export type Told = string | (() => string);
export type Shown = ToastOptions & { text: string; tell?: () => string };

const SHOWN_MS = 4_000;
/** Long enough to read it, decide and reach the button. */
const WITH_BUTTON_MS = 10_000;
const AT_MOST = 3;

export const shown = observable<readonly Shown[]>([]);

export function toast(told: Told, options: ToastOptions = {}): void {
  const words = typeof told === "string" ? { text: told } : { text: told(), tell: told };
  shown.set(stacked(shown.get(), { ...options, ...words }));
}

/** Takes away what says so: it has been taken back by another way. */
export function untoast(told: Told): void {
  shown.set(shown.get().filter((one) => one.text !== told && one.tell !== told));
}

/** After the language has changed: told anew where it can be; of the rest stays what somebody has to have read. */
export function retold(all: readonly Shown[]): readonly Shown[] {
  return all.flatMap((one) => (one.tell ? [{ ...one, text: one.tell() }] : stays(one) ? [one] : []));
}

/** What was told one person is not for the next, nor for a finder. */
export function clearToasts(): void {
  shown.set([]);
}

export function drop(one: Shown): void {
  shown.set(shown.get().filter((other) => other !== one));
}

/** The same words are not told twice; of too many the oldest go, save those that somebody has to have read. */
export function stacked(before: readonly Shown[], one: Shown): readonly Shown[] {
  const others = before.filter(({ text }) => text !== one.text);
  const passing = others.filter((other) => !stays(other));
  const going = new Set(passing.slice(0, Math.max(0, others.length + 1 - AT_MOST)));
  return [...others.filter((other) => !going.has(other)), one];
}

/** The newest; what was told before and has to be read comes back when one of them is closed. */
export function inSight(all: readonly Shown[]): readonly Shown[] {
  return all.slice(-AT_MOST);
}

export function stays({ tone, lasting }: Shown): boolean {
  return tone === "danger" || lasting === true;
}

/** How long it is shown; null until it is closed. */
export function shownFor(one: Shown): number | null {
  if (stays(one)) return null;
  return one.undo || one.action ? WITH_BUTTON_MS : SHOWN_MS;
}
