/** Keeps a job back, however often it is asked for, until there is all that it is to show; then does it once. */

export class Hold {
  private timer: ReturnType<typeof setTimeout> | null = null;
  private asked = false;
  private readonly run: () => void;

  constructor(run: () => void) {
    this.run = run;
  }

  /** What comes between two beginnings belongs together: the time runs from the first. */
  begin(atMostMs: number): void {
    this.timer ??= setTimeout(() => this.end(), atMostMs);
  }

  /** Whether the job is kept back, and so will be done when this ends. */
  keeps(): boolean {
    if (this.timer === null) return false;
    this.asked = true;
    return true;
  }

  end(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    if (!this.asked) return;
    this.asked = false;
    this.run();
  }
}
