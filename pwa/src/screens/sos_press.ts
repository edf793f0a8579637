/** A button held for two seconds calls for help; let go earlier, it does not. */

import { useEffect, useRef, useState } from "preact/hooks";
import { findPlace, type Finder } from "./sos_fix";

const HOLD_MS = 2_000;

export function useSosPress(busy: boolean, onHeld: (finder: Finder) => void) {
  const [holding, setHolding] = useState(false);
  const [early, setEarly] = useState(false);
  const held = useRef<{ timer: ReturnType<typeof setTimeout>; finder: Finder } | null>(null);
  const letGo = (say: boolean) => {
    if (!held.current) return;
    clearTimeout(held.current.timer);
    held.current.finder.stop();
    held.current = null;
    setHolding(false);
    setEarly(say);
    vibrate(0);
  };
  useEffect(() => () => letGo(false), []);
  const press = (event: PointerEvent) => {
    if (busy || held.current || !event.isPrimary || event.button !== 0) return;
    const finder = findPlace();
    vibrate([40, 460, 60, 440, 80, 420, 100]);
    setHolding(true);
    setEarly(false);
    const timer = setTimeout(() => {
      held.current = null;
      setHolding(false);
      vibrate([400, 100, 400]);
      onHeld(finder);
    }, HOLD_MS);
    held.current = { timer, finder };
  };
  const on = {
    onPointerDown: press,
    onPointerUp: () => letGo(true),
    onPointerLeave: () => letGo(true),
    onPointerCancel: () => letGo(false),
    onContextMenu: (event: Event) => event.preventDefault(),
  };
  return { holding, early, on };
}

function vibrate(pattern: number | number[]): void {
  // Without a touch before it some browsers refuse, and others have no motor: neither may stop a call for help.
  try {
    navigator.vibrate?.(pattern);
  } catch {
    return;
  }
}
