/** A sentence that appears for a moment and is read out; what it tells of can be taken back or followed. */

import { useEffect, useRef, useState } from "preact/hooks";
import { onLanguage, t } from "../i18n";
import { Icon } from "./icon";
import { useValue } from "./observable";
import { drop, inSight, retold, type Shown, shown, shownFor } from "./toasts";

export { clearToasts, toast, type ToastOptions, type Told, untoast } from "./toasts";

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
  useEffect(() => onLanguage(() => shown.set(retold(shown.get()))), []);
  return (
    <div class="toast-place" role="status">
      {inSight(all).map((one) => (
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
  const wait = shownFor(one);
  const closable = wait === null || one.undo || one.action;
  useEffect(() => {
    if (held || wait === null) return undefined;
    const timer = setTimeout(() => drop(one), wait);
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
      {closable && (
        <button type="button" class="icon-button" aria-label={t("app.close")} title={t("app.close")} onClick={() => leave()}>
          <Icon name="close" size={20} />
        </button>
      )}
    </div>
  );
}
