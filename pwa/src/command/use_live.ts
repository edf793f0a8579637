/** Starts the live line with the browser's own socket, clock and network, and stops it with the screen. */

import { useLayoutEffect, useMemo } from "preact/hooks";
import type { Box } from "../map/geometry";
import { LiveLine, type Socket } from "./live";
import { liveUrl, readSnapshot, statusOf } from "./requests";
import { createStore, type Store } from "./store";

export type LiveRoom = { store: Store; start(): void; look(box: Box | null): void };

/** `watches`: whether this person may; without that nothing is started. */
export function useLiveRoom(watches: boolean): LiveRoom {
  const room = useMemo(() => {
    const store = createStore(Date.now());
    const line = new LiveLine({
      snapshot: readSnapshot,
      socket: (cursor) => {
        const socket = new WebSocket(liveUrl(cursor));
        socket.binaryType = "arraybuffer";
        return socket as Socket;
      },
      statusOf,
      online: () => navigator.onLine,
      now: Date.now,
      random: Math.random,
      after: (ms, run) => {
        const timer = setTimeout(run, ms);
        return () => clearTimeout(timer);
      },
      state: store.live,
      dispatch: store.dispatch,
      link: store.setLink,
    });
    return { store, line };
  }, []);
  // Before anything is drawn: the whole room waits for its first answer.
  useLayoutEffect(() => {
    if (!watches) return;
    const { line } = room;
    const hurry = () => line.hurry();
    line.start();
    const lost = () => line.lost();
    addEventListener("online", hurry);
    addEventListener("offline", lost);
    return () => {
      removeEventListener("online", hurry);
      removeEventListener("offline", lost);
      line.stop();
    };
  }, [room, watches]);
  return { store: room.store, start: () => room.line.start(), look: (box) => room.line.look(box) };
}
