/** A sentence that appears for a moment and is read out. */

import { observable, useValue } from "./observable";

const SHOWN_MS = 4_000;
const current = observable<{ text: string } | null>(null);
let timer: ReturnType<typeof setTimeout> | undefined;

export function toast(text: string): void {
  current.set({ text });
  clearTimeout(timer);
  timer = setTimeout(() => current.set(null), SHOWN_MS);
}

export function Toast() {
  const shown = useValue(current);
  return (
    <div class="toast-place" role="status" aria-live="polite">
      {shown && <p class="toast">{shown.text}</p>}
    </div>
  );
}
