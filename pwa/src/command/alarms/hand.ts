/** Whether the desk may be moved: never under a pointer that is on it, nor right after it was pressed. Pure. */

/** A second press may follow the first one. */
const AFTER_PRESS_MS = 500;
const BESIDE: ReadonlySet<string> = new Set(["Shift", "Control", "Alt", "Meta"]);

export class Hand {
  private over = false;
  private pressed = false;
  private letGoAt = -Infinity;

  /** `desk`: what lies there moves with the desk. `held`: a button is down; one let go outside the window told nobody. */
  points(desk: boolean, held = false): void {
    this.over = desk;
    this.pressed = held;
  }

  presses(desk: boolean): void {
    this.over = desk;
    this.pressed = true;
  }

  /** A finger that is lifted points at nothing. */
  letsGo(now: number, finger: boolean): void {
    this.pressed = false;
    this.letGoAt = now;
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
    if (this.over || this.pressed) return null;
    return Math.max(0, this.letGoAt + AFTER_PRESS_MS - now);
  }
}
