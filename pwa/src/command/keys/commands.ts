/** Every command of the command room with its keys: one table for the keys, the sheet that explains them, the buttons. */

import type { Word } from "../../i18n";
import { MOST } from "../queue/saved";

/** `single`: one printable key without Ctrl, which somebody who speaks or shakes may want off (WCAG 2.1.4). */
export type Command = { id: CommandId; group: GroupId; keys: readonly string[]; single?: boolean; word: Word };
export type GroupId = "move" | "decide" | "choose" | "look" | "play" | "photo" | "replay" | "cover" | "draw";
export type CommandId =
  | "next" | "previous" | "open" | "back" | "search" | "filters" | "view"
  | "see" | "accept" | "reject" | "give" | "undo"
  | "select" | "range" | "all"
  | "list" | "map_pane" | "detail" | "map" | "wall" | "sheet"
  | "next_photo" | "previous_photo" | "play";

const single = true;
/** As many as there can be saved filters. */
const VIEWS = Array.from({ length: MOST }, (_, n) => `Shift+${n + 1}`);
export const COMMANDS: readonly Command[] = [
  { id: "next", group: "move", keys: ["j", "ArrowDown"], single, word: "key.next" },
  { id: "previous", group: "move", keys: ["k", "ArrowUp"], single, word: "key.previous" },
  { id: "open", group: "move", keys: ["Enter"], word: "key.open" },
  { id: "back", group: "move", keys: ["Escape"], word: "key.back" },
  { id: "search", group: "move", keys: ["/"], single, word: "key.search" },
  { id: "filters", group: "move", keys: ["f"], single, word: "key.filters" },
  { id: "view", group: "move", keys: VIEWS, single, word: "key.view" },
  // No letter: who is typing must not see an alarm away. The bar of alarms listens, above every page and while typing.
  { id: "see", group: "decide", keys: ["F2"], word: "key.see" },
  { id: "accept", group: "decide", keys: ["a"], single, word: "key.accept" },
  { id: "reject", group: "decide", keys: ["r"], single, word: "key.reject" },
  { id: "give", group: "decide", keys: ["g"], single, word: "key.give" },
  { id: "undo", group: "decide", keys: ["u"], single, word: "key.undo" },
  { id: "select", group: "choose", keys: ["x"], single, word: "key.select" },
  { id: "range", group: "choose", keys: ["Shift+x"], single, word: "key.range" },
  { id: "all", group: "choose", keys: ["Ctrl+a"], word: "key.all" },
  { id: "list", group: "look", keys: ["1"], single, word: "key.list" },
  { id: "map_pane", group: "look", keys: ["2"], single, word: "key.map_pane" },
  { id: "detail", group: "look", keys: ["3"], single, word: "key.detail" },
  { id: "map", group: "look", keys: ["m"], single, word: "key.map" },
  { id: "wall", group: "look", keys: ["w"], single, word: "key.wall" },
  { id: "sheet", group: "look", keys: ["?"], single, word: "key.sheet" },
  { id: "previous_photo", group: "play", keys: ["["], single, word: "key.previous_photo" },
  { id: "next_photo", group: "play", keys: ["]"], single, word: "key.next_photo" },
  { id: "play", group: "play", keys: ["p"], single, word: "key.play" },
];

export type Pressed = Pick<KeyboardEvent, "key" | "code" | "shiftKey" | "ctrlKey" | "metaKey" | "altKey">;

/** What a Chinese input method types with the keys of the table. */
const CHINESE: Record<string, string> = { "【": "[", "】": "]", "、": "/", "？": "?" };

/** The key as the table writes it: `Ctrl` is Command on a Mac, digits go by their place on the keyboard. */
export function nameOf({ key, code, shiftKey, ctrlKey, metaKey, altKey }: Pressed): string {
  if (altKey) return "";
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
  const base = digit && shiftKey ? digit : key.length === 1 ? (CHINESE[key] ?? key.toLowerCase()) : key;
  const marked = /^[a-z0-9]$/.test(base) && shiftKey;
  return `${ctrlKey || metaKey ? "Ctrl+" : ""}${marked ? "Shift+" : ""}${base}`;
}

export type Hit = { id: CommandId; key: string };

/** The command a key stands for; `singles` false leaves out everything that is one printable key. */
export function commandFor(pressed: Pressed, singles: boolean): Hit | undefined {
  const key = nameOf(pressed);
  const found = COMMANDS.find(({ keys }) => keys.includes(key));
  if (!found || (!singles && found.single && !/^[A-Z]/.test(key.replace("Shift+", "")))) return undefined;
  return { id: found.id, key };
}

/** The one key of a command that has one. */
export function keyOf(id: CommandId): string {
  return COMMANDS.find((command) => command.id === id)?.keys[0] ?? "";
}

const SIGNS: Record<string, string> = { ArrowDown: "↓", ArrowUp: "↑", ArrowLeft: "←", ArrowRight: "→", Escape: "Esc" };

/** As it stands on a keyboard. */
export function signOf(key: string): string {
  return SIGNS[key] ?? key;
}

/** What a pointer is told of a button without words: what it does, and by which key that is done, too. */
export function withKey(label: string, key: string): string {
  return `${label} (${signOf(key)})`;
}

/** For `aria-keyshortcuts`. */
export function shortcutsOf(id: CommandId, singles = true): string | undefined {
  const found = COMMANDS.find((command) => command.id === id);
  if (!found || (!singles && found.single)) return undefined;
  return found.keys.map((key) => key.replace("Ctrl", "Control")).join(" ");
}
