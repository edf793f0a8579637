import { describe, expect, it } from "vitest";
import { COMMANDS, commandFor, nameOf, shortcutsOf, type Pressed } from "./commands";

function pressed(key: string, other: Partial<Pressed> = {}): Pressed {
  return { key, code: "", shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...other };
}

describe("the table of commands", () => {
  it("has every key once", () => {
    const keys = COMMANDS.flatMap((command) => command.keys);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it.each([
    [pressed("j"), "next"],
    [pressed("J"), "next"],
    [pressed("ArrowDown"), "next"],
    [pressed("x"), "select"],
    [pressed("X", { shiftKey: true }), "range"],
    [pressed("?", { shiftKey: true }), "sheet"],
    [pressed("a"), "accept"],
    [pressed("a", { ctrlKey: true }), "all"],
    [pressed("a", { metaKey: true }), "all"],
    [pressed("1", { code: "Digit1" }), "list"],
    [pressed("!", { code: "Digit1", shiftKey: true }), "view"],
    [pressed("(", { code: "Digit9", shiftKey: true }), "view"],
    [pressed("【", { code: "BracketLeft" }), "previous_photo"],
    [pressed("]", { code: "BracketRight" }), "next_photo"],
    [pressed("？", { code: "Slash", shiftKey: true }), "sheet"],
    [pressed("Escape"), "back"],
  ])("knows %o", (key, id) => {
    expect(commandFor(key, true)?.id).toBe(id);
  });

  it("leaves the browser what is the browser's", () => {
    for (const key of [pressed("r", { ctrlKey: true }), pressed("f", { metaKey: true }), pressed("1", { altKey: true })]) {
      expect(commandFor(key, true)).toBeUndefined();
    }
  });

  it("without single keys keeps arrows, Enter, Escape and those with Ctrl", () => {
    const ids = (keys: Pressed[]) => keys.map((key) => commandFor(key, false)?.id);
    expect(ids([pressed("j"), pressed("?"), pressed("X", { shiftKey: true }), pressed("/")])).toEqual(Array(4).fill(undefined));
    expect(ids([pressed("ArrowDown"), pressed("Enter"), pressed("Escape"), pressed("a", { ctrlKey: true })])).toEqual([
      "next",
      "open",
      "back",
      "all",
    ]);
    expect(shortcutsOf("accept", false)).toBeUndefined();
    expect(shortcutsOf("all", false)).toBe("Control+a");
  });

  it("names a digit with Shift by its place, whatever it types", () => {
    expect(nameOf(pressed("“", { code: "Digit2", shiftKey: true }))).toBe("Shift+2");
  });
});
