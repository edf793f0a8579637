/** Refuses built code that the oldest kernels in the field (Chromium 99, Safari 15.4) do not understand. */

import type { Plugin } from "vite";

/** js-base64 asks whether the browser can do it itself. */
const ASKED = /typeof Uint8Array\.fromBase64==.function.\?\w+=>Uint8Array\.fromBase64\(/g;

/** What came later, and is missed at run time without a word at build time. Syntax is the compiler's business. */
type Later = readonly [name: string, pattern: RegExp, excused?: RegExp];

/** `excused`: a place in a library that asks first, or that we never come to. */
const LATER: readonly Later[] = [
  // client-zip names a file by its address when it is given none; every file of ours has its name.
  ["Array findLast", /\.findLast(Index)?\(/, /\.pathname\.split\(.\/.\)\.findLast\(Boolean\)/g],
  ["Array toSorted, toReversed, toSpliced", /\.to(Sorted|Reversed|Spliced)\(/],
  ["Array fromAsync", /\bArray\.fromAsync\(/],
  ["Object.groupBy, Map.groupBy", /\b(Object|Map)\.groupBy\(/],
  ["Promise.withResolvers, Promise.try", /\bPromise\.(withResolvers|try)\(/],
  ["Set union and the like", /\.(isSubsetOf|isSupersetOf|symmetricDifference|isDisjointFrom)\(/],
  ["AbortSignal.timeout, AbortSignal.any", /\bAbortSignal\.(timeout|any)\(/],
  ["Iterator helpers", /\bIterator\.(from|concat)\(/],
  ["bytes as base64", /\.(toBase64|toHex|setFromBase64)\(|\bUint8Array\.from(Base64|Hex)\(/, ASKED],
  ["Intl.DurationFormat", /\bIntl\.DurationFormat\b/],
  ["the popover", /\.(showPopover|togglePopover)\(/],
  ["URL.canParse", /\bURL\.(canParse|parse)\(/],
  ["string wellformedness", /\.(isWellFormed|toWellFormed)\(/],
];

/** The names of what the code uses too early. Pure. */
export function tooNew(code: string): string[] {
  const used = LATER.filter(([, pattern, excused]) => pattern.test(excused ? code.replace(excused, "") : code));
  return used.map(([name]) => name);
}

export function kernels(): Plugin {
  return {
    name: "fengxun-kernels",
    apply: "build",
    generateBundle(_options, bundle) {
      const found = Object.values(bundle).flatMap((file) =>
        file.type === "chunk" ? tooNew(file.code).map((name) => `${file.fileName}: ${name}`) : [],
      );
      if (found.length > 0) this.error(`Not in Chromium 99 or Safari 15.4:\n${found.join("\n")}`);
    },
  };
}
