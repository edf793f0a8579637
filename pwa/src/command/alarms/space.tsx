/**
 * The place of the alarms above the desk. What comes is shown at once, over the desk; the desk moves below it when no hand
 * is on it any more, so that no press lands on another row than the one that was meant.
 */

import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Hand } from "./hand";

/** A press that was on its way to what is now covered still reaches it. */
const THROUGH_MS = 600;

export function AlarmSpace({ children }: { children: ComponentChildren }) {
  const space = useRef<HTMLDivElement>(null);
  const over = useRef<HTMLDivElement>(null);
  useEffect(() => (space.current && over.current ? keepsStill(space.current, over.current) : undefined), []);
  return (
    <div class="alarm-space" ref={space}>
      <div class="alarm-over" ref={over}>
        {children}
      </div>
    </div>
  );
}

/** Gives the space the height of what lies over it whenever the hand allows it; returns how to stop. */
function keepsStill(space: HTMLElement, over: HTMLElement): () => void {
  const stop = new AbortController();
  const hand = new Hand();
  let later: ReturnType<typeof setTimeout> | undefined;
  let through: ReturnType<typeof setTimeout> | undefined;
  let [height, kept] = [0, 0];
  const settle = () => {
    clearTimeout(later);
    if (height === kept) return;
    const wait = hand.waitMs(Date.now());
    if (wait === 0) space.style.height = `${(kept = height)}px`;
    else if (wait !== null) later = setTimeout(settle, wait);
  };
  const observer = new ResizeObserver(() => {
    const before = height;
    height = over.offsetHeight;
    settle();
    if (height <= before || height <= kept) return;
    over.classList.add("through");
    clearTimeout(through);
    through = setTimeout(() => over.classList.remove("through"), THROUGH_MS);
  });
  const on = <K extends keyof DocumentEventMap>(name: K, does: (event: DocumentEventMap[K]) => void) =>
    document.addEventListener(name, (event) => (does(event), settle()), { signal: stop.signal, capture: true, passive: true });
  for (const used of ["pointermove", "pointerdown"] as const) {
    on(used, ({ target, buttons }) => hand.points(Date.now(), onDesk(target), buttons !== 0));
  }
  for (const end of ["pointerup", "pointercancel"] as const) {
    on(end, ({ pointerType }) => hand.letsGo(Date.now(), pointerType === "touch"));
  }
  on("keydown", ({ key }) => hand.types(key));
  document.documentElement.addEventListener("pointerleave", () => (hand.leaves(), settle()), { signal: stop.signal });
  observer.observe(over);
  return () => {
    stop.abort();
    observer.disconnect();
    clearTimeout(later);
    clearTimeout(through);
  };
}

/** A dialog lies over everything and stays where it is; on the wall there is nothing to press. */
function onDesk(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("dialog") === null && target.closest(".command > main:not(.wall)") !== null;
}
