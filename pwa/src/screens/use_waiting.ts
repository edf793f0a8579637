/** What waits for the second officer's own word, asked for while somebody looks. */

import { useEffect, useState, type Dispatch, type StateUpdater } from "preact/hooks";
import { whileSeen } from "../sync/while_seen";

const LOOK_EVERY_MS = 20_000;

/**
 * Nothing where nobody `asks`, nor before the server has answered: without a network nobody is asked for a word that may
 * not be wanted. Asked anew when `of` changes, and every so often: a colleague's signature comes on its own, and so does
 * the network. Like any state it can be set, when something of it waits no more.
 */
export function useWaiting<T>(
  asks: boolean,
  ask: (signal: AbortSignal) => Promise<readonly T[]>,
  of: readonly unknown[],
): readonly [readonly T[], Dispatch<StateUpdater<readonly T[]>>] {
  const [waiting, setWaiting] = useState<readonly T[]>([]);
  useEffect(() => {
    if (!asks) return undefined;
    const abort = new AbortController();
    const look = () => void ask(abort.signal).then(setWaiting, () => undefined);
    look();
    const stop = whileSeen(LOOK_EVERY_MS, look);
    return () => (stop(), abort.abort());
  }, [asks, ...of]);
  return [waiting, setWaiting];
}
