/** The words on the screen, in two languages. A key that does not exist does not compile. */

import type { AllWords } from "./all";

export type Language = "zh" | "en";
export type Words = AllWords;
export type Word = keyof Words;
export type Values = Record<string, string | number>;

/** Locales for dates and numbers, and for `<html lang>`. */
export const LOCALES: Record<Language, string> = { zh: "zh-CN", en: "en" };
const KEY = "language";

const dictionary: Record<Language, Partial<Record<Word, string>>> = { zh: {}, en: {} };
const listeners = new Set<() => void>();
let current: Language = "zh";

/** Add a set of words. The phone's page learns its own; the command room and a lazy screen add theirs. */
export function learn(zh: Partial<Words>, en: Partial<Words>): void {
  Object.assign(dictionary.zh, zh);
  Object.assign(dictionary.en, en);
}

const englishParts = new Set<() => Promise<Partial<Words>>>();

/** Add the words of a part that is fetched when it is first wanted: Chinese with the part, English when it is in force. */
export async function learnPart(zh: Partial<Words>, en: () => Promise<Partial<Words>>): Promise<void> {
  learn(zh, {});
  if (current === "en") learn({}, await en());
  else englishParts.add(en);
}

/** Fetch the English words of the parts that are here already. Rejects when they cannot be had. */
export async function learnEnglishParts(): Promise<void> {
  for (const en of [...englishParts]) {
    learn({}, await en());
    englishParts.delete(en);
  }
}

export function language(): Language {
  return current;
}

/** The language chosen before on this device; Chinese until then. */
export function chosenLanguage(): Language {
  return localStorage.getItem(KEY) === "en" ? "en" : "zh";
}

/** Show the language chosen before. */
export function restoreLanguage(): void {
  current = chosenLanguage();
  document.documentElement.lang = LOCALES[current];
}

export function setLanguage(next: Language): void {
  current = next;
  localStorage.setItem(KEY, next);
  document.documentElement.lang = LOCALES[next];
  listeners.forEach((wake) => wake());
}

/** Another tab's choice is this one's, too: `change` shows it. */
export function followChoice(change: (next: Language) => void): void {
  addEventListener("storage", ({ key }) => key === KEY && chosenLanguage() !== current && change(chosenLanguage()));
}

/** Calls `wake` when the language changes; returns how to stop. */
export function onLanguage(wake: () => void): () => void {
  listeners.add(wake);
  return () => void listeners.delete(wake);
}

/** `{name}` is a value's place; `{name|area|areas}` is the first word where that value is 1, and else the second. */
const PLACES = /\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g;

/** The word in the language in force, with the values in their places. */
export function t(word: Word, values: Values = {}): string {
  const text = dictionary[current][word] ?? dictionary.zh[word] ?? word;
  return text.replace(PLACES, (whole, name: string, one?: string, many?: string) =>
    String((one === undefined ? values[name] : String(values[name]) === "1" ? one : many) ?? whole),
  );
}

/** The word in the language in force and in the other one, where both are known. */
export function inBoth(word: Word): [here: string, other: string] {
  const other = current === "zh" ? "en" : "zh";
  return [t(word), dictionary[other][word] ?? ""];
}
