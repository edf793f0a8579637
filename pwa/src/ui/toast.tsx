/** A sentence that appears for a moment and is read out; what it tells of can be taken back or followed. */

import { useEffect, useRef, useState } from "preact/hooks";
import { t, type Word } from "../i18n";
import { Icon } from "./icon";
import { observable, useValue } from "./observable";
import type { Tone } from "./parts";

export type ToastOptions = {
  /** Takes back what has just been done. Shows a button, and Ctrl+Z does it too. */
  undo?: () => void;
  /** One thing to do next, in a word. */
  action?: { word: Word; run(): void };
  tone?: Tone;
  /** Stays until it is closed: longer than can be read in passing. */
  lasting?: boolean;
};
type Shown = ToastOptions & { text: string };

const SHOWN_MS = 4_000;
/** Long enough to read it, decide and reach the button. */
const WITH_BUTTON_MS = 10_000;
const AT_MOST = 3;

const shown = observable<readonly Shown[]>([]);

export function toast(text: string, options: ToastOptions = {}): void {
  const others = shown.get().filter((one) => one.text !== text);
  shown.set([...others, { ...options, text }].slice(-AT_MOST));
}

/** Takes away what says so: it has been taken back by another way. */
export function untoast(text: string): void {
  shown.set(shown.get().filter((one) => one.text !== text));
}

/** What was told one person is not for the next, nor for a finder. */
export function clearToasts(): void {
  shown.set([]);
}

function drop(one: Shown): void {
  shown.set(shown.get().filter((other) => other !== one));
}

function undo(one: Shown): void {
  drop(one);
  one.undo?.();
}

/** Where toasts appear; once a page, behind everything else, so that Shift+Tab from the top comes to it first. */
export function Toast() {
  const all = useValue(shown);
  useEffect(() => {
    addEventListener("keydown", undoByKey);
    return () => removeEventListener("keydown", undoByKey);
  }, []);
  return (
    <div class="toast-place" role="status">
      {all.map((one) => (
        <OneToast key={one.text} one={one} />
      ))}
    </div>
  );
}

function undoByKey(event: KeyboardEvent): void {
  const typing = (event.target as Element).closest?.("input, textarea, select");
  const last = shown.get().filter((one) => one.undo).pop();
  if (!last || typing || event.key !== "z" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  undo(last);
}

function OneToast({ one }: { one: Shown }) {
  const [held, hold] = useState(false);
  const before = useRef<HTMLElement | null>(null);
  const lasting = one.undo || one.action || one.lasting;
  useEffect(() => {
    if (held || one.lasting) return undefined;
    const timer = setTimeout(() => drop(one), lasting ? WITH_BUTTON_MS : SHOWN_MS);
    return () => clearTimeout(timer);
  }, [held, one]);
  const leave = (run?: () => void) => {
    before.current?.focus();
    drop(one);
    run?.();
  };
  return (
    <div
      class={`toast ${one.tone ?? "plain"}`}
      onMouseEnter={() => hold(true)}
      onMouseLeave={() => hold(false)}
      onFocusIn={(event) => {
        if (!held) before.current = event.relatedTarget as HTMLElement | null;
        hold(true);
      }}
      onFocusOut={() => hold(false)}
      onKeyDown={(event) => event.key === "Escape" && leave()}
    >
      <p>{one.text}</p>
      {one.undo && (
        <button type="button" aria-keyshortcuts="Control+Z" onClick={() => leave(one.undo)}>
          {t("app.undo")}
        </button>
      )}
      {one.action && (
        <button type="button" onClick={() => leave(one.action?.run)}>
          {t(one.action.word)}
        </button>
      )}
      {lasting && (
        <button type="button" class="icon-button" aria-label={t("app.close")} onClick={() => leave()}>
          <Icon name="close" size={20} />
        </button>
      )}
    </div>
  );
}
