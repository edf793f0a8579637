/** Refuses built code that the oldest kernels in the field (Chromium 99, Safari 15.4) do not understand. */

import type { Plugin } from "vite";

/** What came later, and is missed at run time without a word at build time. Syntax is the compiler's business. */
const LATER: readonly [name: string, pattern: RegExp][] = [
  ["Array findLast", /\.findLast(Index)?\(/],
  ["Array toSorted, toReversed, toSpliced", /\.to(Sorted|Reversed|Spliced)\(/],
  ["Array fromAsync", /\bArray\.fromAsync\(/],
  ["Object.groupBy, Map.groupBy", /\b(Object|Map)\.groupBy\(/],
  ["Promise.withResolvers, Promise.try", /\bPromise\.(withResolvers|try)\(/],
  ["Set union and the like", /\.(isSubsetOf|isSupersetOf|symmetricDifference|isDisjointFrom)\(/],
  ["AbortSignal.timeout, AbortSignal.any", /\bAbortSignal\.(timeout|any)\(/],
  ["Iterator helpers", /\bIterator\.(from|concat)\(/],
  ["bytes as base64", /\.(toBase64|toHex|setFromBase64)\(|\bUint8Array\.from(Base64|Hex)\(/],
  ["Intl.DurationFormat", /\bIntl\.DurationFormat\b/],
  ["the popover", /\.(showPopover|togglePopover)\(/],
  ["URL.canParse", /\bURL\.(canParse|parse)\(/],
  ["string wellformedness", /\.(isWellFormed|toWellFormed)\(/],
];

/** The names of what the code uses too early. Pure. */
export function tooNew(code: string): string[] {
  return LATER.filter(([, pattern]) => pattern.test(code)).map(([name]) => name);
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
