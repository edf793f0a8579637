/** Listens for keys and does what the table says, unless somebody is typing or a dialog is open. */

import { useLayoutEffect, useRef } from "preact/hooks";
import { observable } from "../../ui/observable";
import { commandFor, type CommandId } from "./commands";

const KEY = "command.single_keys";

/** Whether single printable keys do anything; kept in this browser. */
export const singleKeys = observable<boolean>(typeof localStorage === "undefined" || localStorage.getItem(KEY) !== "off");

export function setSingleKeys(on: boolean): void {
  localStorage.setItem(KEY, on ? "on" : "off");
  singleKeys.set(on);
}

/** False: not now, the key goes on to whoever else wants it. */
export type Doing = (key: string) => boolean | void;
export type Handlers = Partial<Record<CommandId, Doing>>;

export function useKeys(handlers: Handlers): void {
  const latest = useRef(handlers);
  latest.current = handlers;
  // Before the picture: who sees the row presses the key.
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || isTaken(event)) return;
      // Asked at the key itself: switched off means off at once, not after the next frame.
      const hit = commandFor(event, singleKeys.get());
      const doing = hit && latest.current[hit.id];
      if (!hit || !doing || doing(hit.key) === false) return;
      event.preventDefault();
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, []);
}

const TYPING = "input:not([type=checkbox]):not([type=radio]):not([type=range]), textarea, select, [contenteditable]";
/** Things that do something of their own with Enter, Space or arrows. */
const BUSY = "button, a[href], summary, [role=slider], [role=separator], [role=tab], input, .map-canvas";

function isTaken({ key, target, ctrlKey, metaKey }: KeyboardEvent): boolean {
  if (document.querySelector("dialog[open]")) return true;
  if (!(target instanceof Element)) return false;
  // Escape leaves the search, but never a half-written reason.
  if (target.closest(TYPING)) return key !== "Escape" || !target.closest(".queue");
  const plain = !ctrlKey && !metaKey;
  return plain && (key === "Enter" || key === " " || key.startsWith("Arrow")) && target.closest(BUSY) !== null;
}
