/** JSON in which no key stands twice: readers would differ on what it says. */

import { textOf } from "./bytes.ts";
import { Rejected } from "./verdicts.ts";

export type Said = Record<string, unknown>;

/** Raises `Rejected`: not JSON in UTF-8, not an object, or a key twice. */
export function strictJson(bytes: Uint8Array, name: string): Said {
  let value: unknown;
  let text: string;
  try {
    text = textOf(bytes);
    value = JSON.parse(text);
  } catch {
    throw new Rejected("no_json", name);
  }
  if (hasKeyTwice(text)) throw new Rejected("key_twice", name);
  if (!isObject(value)) throw new Rejected("no_json", name);
  return value;
}

export function isObject(value: unknown): value is Said {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Of a text that is JSON. A string in an object that a colon follows is a key. */
function hasKeyTwice(text: string): boolean {
  const open: (Set<string> | null)[] = [];
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"(?:\s*:)?|[{}[\]]/g)) {
    if (token === "{") open.push(new Set());
    else if (token === "[") open.push(null);
    else if (token === "}" || token === "]") open.pop();
    else if (token.endsWith(":")) {
      const key = JSON.parse(token.slice(0, -1)) as string;
      const keys = open.at(-1);
      if (keys?.has(key)) return true;
      keys?.add(key);
    }
  }
  return false;
}
