/** Jobs by name, one a turn of the page: what came while a job of its name waits takes its place. */

export class Turns {
  private readonly jobs = new Map<string, () => void>();
  private timer: ReturnType<typeof setTimeout> | null = null;

  put(name: string, job: () => void): void {
    this.jobs.set(name, job);
    this.timer ??= setTimeout(() => this.next());
  }

  stop(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.jobs.clear();
  }

  private next(): void {
    this.timer = null;
    for (const [name, job] of this.jobs) {
      this.jobs.delete(name);
      if (this.jobs.size > 0) this.timer = setTimeout(() => this.next());
      return job();
    }
  }
}
