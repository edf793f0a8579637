import { describe, expect, it } from "vitest";
import { COMMANDS, type GroupId } from "./commands";
import { ELSEWHERE, found, GROUPS, type Listed } from "./listed";

const sources = import.meta.glob<string>(["../**/*.{ts,tsx}", "../../ui/toast.tsx", "!../**/*.test.ts"], {
  query: "?raw",
  import: "default",
  eager: true,
});
const nameOf = (path: string) => path.replace("../../ui/", "ui/").replace(/^\.\.\//, "command/").replace(/^\.\//, "command/keys/");
const CODE = new Map(Object.entries(sources).map(([path, code]) => [nameOf(path), code]));
/** Whoever listens to keys of its own, and where the sheet tells of them. */
const LISTENERS: Record<string, GroupId> = {
  "command/assign.tsx": "decide",
  "command/drag.ts": "decide",
  "ui/toast.tsx": "decide",
  "command/queue/to_first.ts": "move",
  "command/queue/queue.tsx": "move",
  "command/panes.ts": "look",
  "command/splitter.tsx": "look",
  "command/table/rows.tsx": "move",
  "command/lightbox.tsx": "photo",
  "command/play/bar.tsx": "replay",
  "command/redact/redact.tsx": "cover",
  "command/areas/edit/desk.tsx": "draw",
  "command/areas/edit/zone_panel.tsx": "draw",
};
/** Tabs and a name that is being typed: what the arrows, Enter and Escape do everywhere. */
const USUAL = ["command/lists.tsx", "command/queue/filters.tsx"];
/** Two keys that type the same sign, with and without Shift. */
const SAME: Record<string, string> = { "=": "+", " ": "Space" };
const OF_TABLE = ["command/keys/commands.ts", "command/keys/use_keys.ts", "command/keys/listed.ts"];

/** The keys that a file compares with what is pressed. */
function heard(file: string): string[] {
  const code = CODE.get(file) ?? "";
  const compared = [...code.matchAll(/\bkey(?:\.toLowerCase\(\))? [!=]== "([^"]+)"/g)];
  const arrows = /onKeyDown|KeyboardEvent/.test(code) ? [...code.matchAll(/\b(Arrow(?:Left|Right|Up|Down)): /g)] : [];
  const turned = /\}\[key\.toLowerCase\(\)\]/.test(code) ? ["z", "y"] : [];
  return [...new Set([...[...compared, ...arrows].map(([, key]) => key ?? ""), ...turned])];
}

const bare = (key: string) => {
  const last = key.split("+").at(-1) || "+";
  return SAME[last] ?? (last.length === 1 ? last.toLowerCase() : last);
};
const told = (group: GroupId) => [...COMMANDS, ...ELSEWHERE].filter((each) => each.group === group).flatMap(({ keys }) => keys.map(bare));

describe("the sheet of keys", () => {
  const listening = [...CODE.keys()].filter((file) => heard(file).length > 0);

  it("knows every file of the desk that listens to keys of its own", () => {
    const known = [...Object.keys(LISTENERS), ...USUAL, ...OF_TABLE];
    expect(listening.filter((file) => !known.includes(file))).toEqual([]);
    expect(Object.keys(LISTENERS).filter((file) => !listening.includes(file))).toEqual([]);
  });

  it.each(Object.entries(LISTENERS))("tells every key of %s", (file, group) => {
    expect(heard(file).map(bare).filter((key) => !told(group).includes(key))).toEqual([]);
  });

  it("tells the key that sees an alarm", () => {
    expect(COMMANDS.find(({ id }) => id === "see")?.keys).toEqual(["F2"]);
  });

  it("shows every line, in a group that it shows", () => {
    const shown = found("", ({ word }) => word).flatMap(({ lines }) => lines);
    expect(shown).toHaveLength(COMMANDS.length + ELSEWHERE.length);
    expect(new Set(shown.map(({ group }) => group))).toEqual(new Set(GROUPS));
  });
});

describe("searching the sheet", () => {
  const words = ({ word }: Listed) => (word === "key.accept" ? "受理 accept" : word);
  const hits = (text: string) => found(text, words).flatMap(({ lines }) => lines.map(({ word }) => word));
  it("finds by word in either language and by key", () => {
    expect(hits("受理")).toEqual(["key.accept"]);
    expect(hits("ctrl+a")).toEqual(["key.all"]);
    expect(hits("f2")).toEqual(["key.see"]);
    expect(hits("no such thing")).toEqual([]);
  });
});
