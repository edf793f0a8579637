/** How a list was left, for whoever comes back to it by the browser's way: what was typed, loaded and scrolled. */

import { useEffect, useState } from "preact/hooks";
import { cameBack, stepNow } from "./route";

const MOST = 100;
/** By step and name. In memory only. */
const kept = new Map<string, unknown>();

export function keep(step: number, name: string, value: unknown): void {
  kept.delete(`${step}.${name}`);
  kept.set(`${step}.${name}`, value);
  for (const oldest of kept.keys()) {
    if (kept.size <= MOST) return;
    kept.delete(oldest);
  }
}

/** What was kept of the step that is shown, for who came back to it. */
export function recall<T>(name: string): T | undefined {
  return cameBack() ? (kept.get(`${stepNow()}.${name}`) as T | undefined) : undefined;
}

/** Somebody else has the page now. */
export function forgetKept(): void {
  kept.clear();
}

/** A state that is there again for who comes back. */
export function useKept<T>(name: string, first: T): [T, (value: T) => void] {
  const [step] = useState(stepNow);
  const [value, setValue] = useState<T>(() => recall<T>(name) ?? first);
  return [
    value,
    (next) => {
      keep(step, name, next);
      setValue(next);
    },
  ];
}

/** So long what is to be scrolled may take to come. */
const PATIENCE_MS = 3_000;

/** Where a box is scrolled to: at its top for who comes anew with `key`, where it was left for who comes back. */
export function useScrollPlace(box: { current: HTMLElement | null }, key: unknown): void {
  useEffect(() => {
    const it = box.current;
    if (!it) return undefined;
    const step = stepNow();
    const wanted = recall<number>("scroll") ?? 0;
    const until = performance.now() + PATIENCE_MS;
    let frame = 0;
    // What was below may come a moment later than what was above it.
    const reach = () => {
      it.scrollTo(0, wanted);
      if (it.scrollTop < wanted - 1 && performance.now() < until) frame = requestAnimationFrame(reach);
      else frame = 0;
    };
    const give = () => {
      cancelAnimationFrame(frame);
      frame = 0;
    };
    const follow = () => frame === 0 && step === stepNow() && keep(step, "scroll", it.scrollTop);
    reach();
    it.addEventListener("scroll", follow, { passive: true });
    for (const own of ["wheel", "touchstart", "keydown"]) it.addEventListener(own, give, { passive: true });
    return () => {
      give();
      it.removeEventListener("scroll", follow);
      for (const own of ["wheel", "touchstart", "keydown"]) it.removeEventListener(own, give);
    };
  }, [key]);
}
