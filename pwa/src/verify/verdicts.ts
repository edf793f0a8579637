/** What can be said of an item; the words are the Python verifier's own, written from it. */

import words from "./words.json" with { type: "json" };

export type Code = keyof typeof words;
export type Verdict = "PASS" | "FAIL" | "INCOMPLETE";
/** `code` is null when all is right. */
export type Result = { item: string; code: Code | null };

export class Rejected extends Error {
  code: Code;
  where: string;
  constructor(code: Code, where: string) {
    super(`${code}: ${where}`);
    this.code = code;
    this.where = where;
  }
}

/** A text, note or key that is not what it must be. */
export class Bad extends Error {}

export const isIncomplete = (code: Code): boolean => words[code].incomplete;

export function verdictOf({ code }: Result): Verdict {
  return code === null ? "PASS" : isIncomplete(code) ? "INCOMPLETE" : "FAIL";
}

export function wordsOf(code: Code, language: "zh" | "en"): string {
  return words[code][language];
}
