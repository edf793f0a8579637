/** Something that is on or off, with a sentence of what that means. */

import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import "./switch.css";

type Props = { on: boolean; note?: string | undefined; disabled?: boolean; onChange(on: boolean): void };

export function Switch({ on, note, disabled, onChange, children }: Props & { children: ComponentChildren }) {
  const id = useId();
  return (
    <div class="switch">
      <label for={id}>
        <span class="switch-text">{children}</span>
        <input
          id={id}
          type="checkbox"
          role="switch"
          checked={on}
          disabled={disabled}
          aria-describedby={note ? `${id}-note` : undefined}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      </label>
      {note && (
        <p class="hint" id={`${id}-note`}>
          {note}
        </p>
      )}
    </div>
  );
}
