/** The one that sends, fetched right after the first screen: what it does never has to be there before the screen is. */

import type { Runner } from "./run";

export type Sender = Pick<Runner, "drain" | "hurry" | "quiet" | "stop">;

let made: Promise<Runner> | null = null;

function runnerNow(): Promise<Runner> {
  made ??= import("./run").then(({ Runner }) => new Runner());
  // No network and nothing kept: the next occasion tries again.
  made.catch(() => (made = null));
  return made;
}

async function tell(what: (runner: Runner) => Promise<void> | void): Promise<void> {
  const runner = await runnerNow().catch(() => null);
  if (runner) await what(runner);
}

export const runner: Sender = {
  drain: () => tell((it) => it.drain()),
  hurry: () => tell((it) => it.hurry()),
  quiet: () => tell((it) => it.quiet()),
  stop: () => void (made && tell((it) => it.stop())),
};
