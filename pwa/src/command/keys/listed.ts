/** What the sheet of keys lists: the table of commands, and the keys that mean something in one place only. */

import type { Word } from "../../i18n";
import { COMMANDS, type GroupId } from "./commands";

/** `single`: goes off with the switch for single keys. */
export type Listed = { group: GroupId; keys: readonly string[]; single?: boolean; word: Word };

export const GROUPS: readonly GroupId[] = ["move", "decide", "choose", "look", "play", "photo", "replay", "cover", "draw"];

const ARROWS = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"];

/** Heard where they are meant: in a list, over a photo, while something is drawn. A test compares them with the code. */
export const ELSEWHERE: readonly Listed[] = [
  { group: "move", keys: ["ArrowDown", "Enter"], word: "key.first" },
  { group: "move", keys: ["PageDown", "PageUp"], word: "key.page" },
  { group: "move", keys: ["Home", "End"], word: "key.ends" },
  { group: "decide", keys: ["ArrowDown", "ArrowUp", "Enter"], word: "key.whom" },
  { group: "decide", keys: ["Ctrl+z"], word: "key.message_undo" },
  { group: "decide", keys: ["Escape"], word: "key.drag_off" },
  { group: "look", keys: ["ArrowLeft", "ArrowRight", "Home", "End", "Enter"], word: "key.divider" },
  { group: "photo", keys: ["ArrowLeft", "["], word: "key.photo_before" },
  { group: "photo", keys: ["ArrowRight", "]"], word: "key.photo_after" },
  { group: "photo", keys: ["c"], word: "key.compare" },
  { group: "photo", keys: ["+", "-", "0"], word: "key.zoom" },
  { group: "photo", keys: ["r", "Shift+r"], word: "key.turn" },
  { group: "photo", keys: ARROWS, word: "key.pan" },
  { group: "replay", keys: ["Space"], word: "key.pause" },
  { group: "replay", keys: ["ArrowLeft", "ArrowRight"], word: "key.step" },
  { group: "replay", keys: ["Escape"], word: "key.live" },
  { group: "cover", keys: ["n"], word: "key.box_new" },
  { group: "cover", keys: ARROWS, word: "key.box_move" },
  { group: "cover", keys: ["Delete", "Backspace"], word: "key.box_drop" },
  { group: "cover", keys: ["Ctrl+z"], word: "key.step_back" },
  { group: "draw", keys: ["Enter"], word: "key.draw_done" },
  { group: "draw", keys: ["Escape"], word: "key.draw_leave" },
  { group: "draw", keys: ["Backspace"], word: "key.draw_last" },
  { group: "draw", keys: ["Delete"], word: "key.corner_drop" },
  { group: "draw", keys: ARROWS, word: "key.corner_move" },
  { group: "draw", keys: ["Ctrl+z"], word: "key.step_back" },
  { group: "draw", keys: ["Ctrl+Shift+z", "Ctrl+y"], word: "key.step_again" },
];

const ALL: readonly Listed[] = [...COMMANDS, ...ELSEWHERE];

/** Lines whose words or keys hold all that was typed, in their groups; empty groups are left out. */
export function found(text: string, words: (line: Listed) => string): { group: GroupId; lines: Listed[] }[] {
  const asked = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const holds = (line: Listed) => {
    const said = `${words(line)}\n${line.keys.join("\n")}`.toLocaleLowerCase();
    return asked.every((word) => said.includes(word));
  };
  return GROUPS.map((group) => ({ group, lines: ALL.filter((each) => each.group === group && holds(each)) }))
    .filter(({ lines }) => lines.length > 0);
}
