import { afterEach, expect, test, vi } from "vitest";
import { lead } from "../testing";
import { toFirst } from "./to_first";

afterEach(() => void vi.unstubAllGlobals());

/** What a key in the search did, in order. */
function pressed(key: string, rows = [lead({ id: "first" }), lead({ id: "second" })], isComposing = false): string[] {
  const done: string[] = [];
  vi.stubGlobal("document", { querySelector: (what: string) => ({ focus: () => done.push(what) }) });
  vi.stubGlobal("requestAnimationFrame", (draw: () => void) => draw());
  const event = { key, isComposing, preventDefault: () => done.push("kept") } as unknown as KeyboardEvent;
  toFirst(event, { rows, onSelect: (id) => done.push(`select ${id}`), onOpen: (id) => done.push(`open ${id}`) });
  return done;
}

test("the arrow goes from the search to the first result, and Enter opens it", () => {
  expect(pressed("ArrowDown")).toEqual(["kept", ".queue .rows", "select first"]);
  expect(pressed("Enter")).toEqual(["kept", ".queue .rows", "open first", "#side"]);
});

test("other keys, and those of an input method that offers words, stay in the search", () => {
  expect(pressed("a")).toEqual([]);
  expect(pressed("Enter", undefined, true)).toEqual([]);
});

test("where nothing was found the cursor stays in the words", () => {
  expect(pressed("Enter", [])).toEqual(["kept"]);
});
