/** What the screens may know of sending; they look, and never send. */

import { observable } from "../ui/observable";

export type Reach = "unknown" | "online" | "offline";

export type SyncState = {
  /** Whether the last real request was answered; the browser's own opinion does not count. */
  reach: Reach;
  /** The server does not know us any more; the queue waits for the next sign-in. */
  signed_out: boolean;
  /** Because somebody else has signed in on this phone since. */
  other: boolean;
  /** Because an administrator has shut this device out; only they can let it in again. */
  revoked: boolean;
  busy: boolean;
  /** When the server last took something, epoch ms. */
  last_success: number | null;
  /** When it will be tried again by itself, epoch ms. */
  next_try: number | null;
  /** Bytes sent so far, by medium under way. */
  progress: ReadonlyMap<string, number>;
  /** The phone's clock minus the server's; null until known. */
  clock_off_ms: number | null;
};

export const sync = observable<SyncState>({
  reach: "unknown",
  signed_out: false,
  other: false,
  revoked: false,
  busy: false,
  last_success: null,
  next_try: null,
  progress: new Map(),
  clock_off_ms: null,
});

export function tell(part: Partial<SyncState>): void {
  sync.set({ ...sync.get(), ...part });
}
