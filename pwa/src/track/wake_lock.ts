/** Keeps the screen on during a patrol: a web page gets no position with the screen off. */

export type WakeState = "off" | "held" | "lost" | "unsupported";

export class ScreenHold {
  private sentinel: WakeLockSentinel | null = null;
  private wanted = false;

  constructor(private readonly tell: (state: WakeState) => void) {}

  /** Hold the screen from now on. The browser takes the lock away whenever the page is hidden; we ask again. */
  hold(): void {
    if (this.wanted) return;
    this.wanted = true;
    document.addEventListener("visibilitychange", this.ask);
    this.ask();
  }

  release(): void {
    this.wanted = false;
    document.removeEventListener("visibilitychange", this.ask);
    void this.sentinel?.release().catch(() => undefined);
    this.sentinel = null;
    this.tell("off");
  }

  private readonly ask = () => {
    if (!("wakeLock" in navigator)) return this.tell("unsupported");
    if (document.visibilityState !== "visible" || this.sentinel) return;
    navigator.wakeLock.request("screen").then(
      (sentinel) => this.took(sentinel),
      // Low battery or a setting of the phone: said on the screen, and asked again at the next occasion.
      () => this.wanted && this.tell("lost"),
    );
  };

  private took(sentinel: WakeLockSentinel): void {
    if (!this.wanted) return void sentinel.release();
    this.sentinel = sentinel;
    this.tell("held");
    sentinel.addEventListener("release", () => {
      this.sentinel = null;
      if (this.wanted) this.tell("lost");
    });
  }
}
