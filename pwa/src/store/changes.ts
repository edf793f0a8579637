/** Who has to look again after a write, in this tab and in others. */

/** `ops`: something about the outbox is different. `outbox`: there is something new to send. */
export type Topic =
  "session" | "people" | "reference" | "drafts" | "ops" | "outbox" | "media" | "patrols" | "tracks" | "leads" | "alarms" | "unreadable";

const listeners = new Set<(topics: ReadonlySet<Topic>) => void>();
const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("fengxun");

channel?.addEventListener("message", ({ data }: MessageEvent<Topic[]>) => wake(new Set(data)));

export function changed(...topics: Topic[]): void {
  wake(new Set(topics));
  channel?.postMessage(topics);
}

/** Calls `listener` after every change to one of the topics; returns how to stop. */
export function onChange(topics: readonly Topic[], listener: () => void): () => void {
  const look = (which: ReadonlySet<Topic>) => {
    if (topics.some((topic) => which.has(topic))) listener();
  };
  listeners.add(look);
  return () => void listeners.delete(look);
}

function wake(topics: ReadonlySet<Topic>): void {
  for (const listener of [...listeners]) listener(topics);
}
