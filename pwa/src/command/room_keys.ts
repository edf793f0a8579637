/** What each command does in the room. */

import type { Lead } from "../api/types";
import { go } from "../ui/route";
import { allows, type Many } from "./deciding";
import type { Handlers } from "./keys/use_keys";
import { neighbour } from "./select";
import { everything, NOBODY, ranged, toggled } from "./queue/pick";
import { undoLast } from "./undo";
import type { RoomState } from "./use_room";

type Doing = {
  state: RoomState;
  lead: Lead | null;
  wallPage: boolean;
  onMark(id: string): void;
  onOpen(id: string): void;
  onDecide(leads: readonly Lead[], decision: Many): void;
  onGive(leads: readonly Lead[]): void;
  onSheet(): void;
  onPlay(): void;
  onPane(pane: "list" | "map" | "detail"): void;
};

export function roomKeys(doing: Doing): Handlers {
  const { state, lead, wallPage, onMark, onOpen, onDecide, onGive, onSheet, onPlay, onPane } = doing;
  const { at, rows, picked, pick, setPicked } = state;
  const ids = rows.map(({ id }) => id);
  const chosen = picked.ids.size > 0 ? rows.filter(({ id }) => picked.ids.has(id)) : lead ? [lead] : [];
  const move = (step: number) => () => {
    const next = neighbour(ids, at.lead, step);
    if (next === null || at.tab !== "leads") return false;
    onMark(next);
    return true;
  };
  return {
    next: move(1),
    previous: move(-1),
    open: () => at.lead !== null && (onOpen(at.lead), focusDetail(), true),
    back: () => back(doing),
    search: () => toQueue(state, "#queue-search"),
    filters: () => toQueue(state, "#queue-more", true),
    view: (key) => press(`[data-saved="${key.at(-1)}"]`),
    accept: () => accept(chosen, onDecide),
    reject: () => press(picked.ids.size > 0 ? ".many [data-way=reject]" : ".decide [data-way=reject]"),
    give: () => chosen.length > 0 && (onGive(chosen), true),
    undo: () => (undoLast(), true),
    select: () => at.lead !== null && (setPicked(toggled(picked, at.lead)), true),
    range: () => at.lead !== null && (setPicked(ranged(picked, ids, at.lead)), true),
    all: () => at.tab === "leads" && (setPicked(everything(picked, ids)), true),
    list: () => (onPane("list"), focus(at.tab === "leads" ? ".queue .rows" : "#lists")),
    map_pane: () => (onPane("map"), focus(".map-canvas canvas")),
    map: () => (onPane("map"), focus(".map-canvas canvas")),
    detail: () => (onPane("detail"), focusDetail()),
    wall: () => wallPage && (go("wall"), true),
    sheet: () => (onSheet(), true),
    next_photo: () => press(".photos .photo"),
    previous_photo: () => press(".photos li:last-child .photo"),
    play: () => at.patrol !== null && (onPlay(), true),
  };

  function back({ state: { at: now, picked: ticked } }: Doing): boolean {
    const inside = document.activeElement;
    if (inside instanceof HTMLInputElement && inside.closest(".queue")) return focus(".queue .rows");
    if (ticked.ids.size > 0) setPicked(NOBODY);
    else if (now.lead === null && now.patrol === null) return false;
    else pick({ do: "close" });
    return focus(".queue .rows");
  }
}

function accept(chosen: readonly Lead[], onDecide: Doing["onDecide"]): boolean {
  const some = chosen.length === 1 ? chosen.filter((lead) => allows(lead, { kind: "accept" })) : chosen;
  if (some.length === 0) return false;
  onDecide(some, { kind: "accept", reason: null });
  return true;
}

function toQueue({ at, pick }: RoomState, selector: string, click = false): boolean {
  if (at.tab !== "leads" || at.pane !== "list") pick({ do: "tab", tab: "leads" });
  requestAnimationFrame(() => {
    focus(selector);
    if (click) press(selector);
  });
  return true;
}

export function focusDetail(): boolean {
  requestAnimationFrame(() => focus("#side"));
  return true;
}

function focus(selector: string): boolean {
  const found = document.querySelector<HTMLElement>(selector);
  found?.focus();
  return found !== null;
}

function press(selector: string): boolean {
  const found = document.querySelector<HTMLElement>(selector);
  found?.click();
  return found !== null;
}
