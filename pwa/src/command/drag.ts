/** A lead taken by pointer and carried to an officer: the mouse at once, a finger after holding still. */

import { observable } from "../ui/observable";
import type { LonLat } from "../map/geometry";

export type Drag = { leads: readonly string[]; place: LonLat; x: number; y: number; over: string | null };

export const drag = observable<Drag | null>(null);

/** Finds an officer's mark at a place of the window; the map says which. */
let onMap: (x: number, y: number) => string | null = () => null;
let onDrop: (leads: readonly string[], officer: string) => void = () => undefined;

export function dropOnMap(find: typeof onMap): void {
  onMap = find;
}

export function dropTo(drop: typeof onDrop): void {
  onDrop = drop;
}

const START_PX = 6;
const HOLD_MS = 350;
const EDGE_PX = 4;

type Begun = Pick<PointerEvent, "pointerId" | "clientX" | "clientY" | "pointerType" | "button">;

/** Call from `pointerdown`. Nothing happens until the pointer has moved, or a finger has held still. */
export function maybeDrag(begun: Begun, taken: () => { leads: readonly string[]; place: LonLat }): void {
  if (begun.button !== 0) return;
  const stop = new AbortController();
  const { signal } = stop;
  const touch = begun.pointerType !== "mouse";
  const timer = touch ? setTimeout(() => start(begun.clientX, begun.clientY), HOLD_MS) : undefined;
  const end = () => {
    clearTimeout(timer);
    stop.abort();
    drag.set(null);
  };
  const start = (x: number, y: number) => {
    drag.set({ ...taken(), x, y, over: null });
    navigator.vibrate?.(20);
  };
  const onMove = (event: PointerEvent) => {
    if (event.pointerId !== begun.pointerId) return;
    const far = Math.hypot(event.clientX - begun.clientX, event.clientY - begun.clientY);
    if (!drag.get()) {
      // A finger that moves before it has held still scrolls.
      if (touch && far > START_PX) end();
      else if (!touch && far > START_PX) start(event.clientX, event.clientY);
      return;
    }
    carry(event.clientX, event.clientY);
  };
  const onUp = (event: PointerEvent) => {
    if (event.pointerId !== begun.pointerId) return;
    const now = drag.get();
    end();
    if (!now) return;
    swallowClick();
    if (now.over) onDrop(now.leads, now.over);
  };
  addEventListener("pointermove", onMove, { signal });
  addEventListener("pointerup", onUp, { signal });
  addEventListener("pointercancel", end, { signal });
  addEventListener("keydown", (event) => event.key === "Escape" && (end(), event.stopPropagation()), {
    signal,
    capture: true,
  });
  // While something is carried, the page must not scroll under the finger.
  addEventListener("touchmove", (event) => drag.get() && event.preventDefault(), { signal, passive: false });
}

function carry(x: number, y: number): void {
  const now = drag.get();
  if (!now) return;
  drag.set({ ...now, x, y, over: officerAt(x, y) });
}

function officerAt(x: number, y: number): string | null {
  if (x < EDGE_PX || y < EDGE_PX) return null;
  const under = document.elementFromPoint(x, y);
  const row = under?.closest<HTMLElement>("[data-officer]");
  if (row) return row.dataset["officer"] ?? null;
  return under?.closest(".map-canvas") ? onMap(x, y) : null;
}

/** The click that follows a drop is no click on what lies there. */
function swallowClick(): void {
  const swallow = (event: Event) => {
    event.stopPropagation();
    event.preventDefault();
  };
  addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => removeEventListener("click", swallow, { capture: true }), 50);
}
