/** Runs at most once per interval, at once when it has been quiet, and always ends with the newest value. */
export class Pace<T> {
  private timer: ReturnType<typeof setTimeout> | null = null;
  private waiting: { value: T } | null = null;
  private readonly everyMs: number;
  private readonly run: (value: T) => void;

  constructor(everyMs: number, run: (value: T) => void) {
    this.everyMs = everyMs;
    this.run = run;
  }

  put(value: T): void {
    this.waiting = { value };
    if (this.timer === null) this.next();
  }

  stop(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = this.waiting = null;
  }

  private next(): void {
    this.timer = null;
    if (!this.waiting) return;
    const { value } = this.waiting;
    this.waiting = null;
    this.timer = setTimeout(() => this.next(), this.everyMs);
    this.run(value);
  }
}
