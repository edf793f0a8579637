/** Whether the desk may be moved: not under a pointer that is being used on it, nor right after a press. Pure. */

/** A second press may follow the first one. */
const AFTER_PRESS_MS = 500;
/** A pointer that has lain still for so long is about to press nothing. */
const REST_MS = 10_000;
const BESIDE: ReadonlySet<string> = new Set(["Shift", "Control", "Alt", "Meta"]);

export class Hand {
  private over = false;
  private pressed = false;
  private movedAt = -Infinity;
  private letGoAt = -Infinity;

  /** `desk`: what lies there moves with the desk. `held`: a button is down; one let go outside the window told nobody. */
  points(now: number, desk: boolean, held = false): void {
    this.over = desk;
    this.pressed = held;
    this.movedAt = now;
  }

  /** A finger that is lifted points at nothing. */
  letsGo(now: number, finger: boolean): void {
    this.pressed = false;
    this.letGoAt = this.movedAt = now;
    if (finger) this.over = false;
  }

  leaves(): void {
    this.over = false;
  }

  /** Who types has let go of the pointer; a key held while pressing is no typing. */
  types(key: string): void {
    if (!BESIDE.has(key)) this.over = false;
  }

  /** Milliseconds until the desk may be moved; null while there is no saying. */
  waitMs(now: number): number | null {
    if (this.pressed) return null;
    return Math.max(0, this.over ? this.movedAt + REST_MS - now : this.letGoAt + AFTER_PRESS_MS - now);
  }
}
