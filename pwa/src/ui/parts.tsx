/** Small pieces that every screen uses. */

import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../i18n";
import { Icon, type IconName } from "./icon";

type Children = { children: ComponentChildren };
export type Tone = "plain" | "ok" | "warn" | "danger" | "info";

/** A state in a word. */
export function Chip({ tone = "plain", icon, children }: Children & { tone?: Tone; icon?: IconName }) {
  return (
    <span class={`chip ${tone}`}>
      {icon && <Icon name={icon} size={16} />}
      {children}
    </span>
  );
}

/** Something to know before going on. `alert` is read out at once. */
export function Banner({ tone, icon, alert, children }: Children & { tone: Tone; icon?: IconName; alert?: boolean }) {
  return (
    <div class={`banner ${tone}`} role={alert ? "alert" : "status"}>
      {icon && <Icon name={icon} size={20} />}
      <div class="banner-text">{children}</div>
    </div>
  );
}

/** A part of a screen with a heading. */
export function Section({ title, action, children }: Children & { title: string; action?: ComponentChildren }) {
  return (
    <section class="section">
      <header class="section-head">
        <h2>{title}</h2>
        {action}
      </header>
      {children}
    </section>
  );
}

/** Nothing here: why, and what to do about it. */
export function Empty({ icon, action, children }: Children & { icon: IconName; action?: ComponentChildren }) {
  return (
    <div class="empty">
      <Icon name={icon} size={40} />
      {children}
      {action}
    </div>
  );
}

type Question = {
  title: string;
  note?: string | undefined;
  yes: string;
  danger?: boolean;
  /** Something to choose before it is answered. */
  children?: ComponentChildren;
  onYes(): void;
  onNo(): void;
};

/** Asks before something that cannot be undone. */
export function Confirm({ title, note, yes, danger, children, onYes, onNo }: Question) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="confirm" aria-label={title} onCancel={onNo}>
      <h2>{title}</h2>
      {note && <p>{note}</p>}
      {children}
      <div class="confirm-buttons">
        <button type="button" class="button" onClick={onNo}>
          {t("app.cancel")}
        </button>
        <button type="button" class={danger ? "button danger" : "button primary"} onClick={onYes}>
          {yes}
        </button>
      </div>
    </dialog>
  );
}

/** Names and values, one per line. */
export function Facts({ rows }: { rows: readonly (readonly [string, ComponentChildren] | null)[] }) {
  return (
    <dl class="facts">
      {rows.map(
        (row) =>
          row && (
            <div key={row[0]}>
              <dt>{row[0]}</dt>
              <dd>{row[1]}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
