/** The room, once there is something to show: a desk that fills by and by moves under the eyes, and is drawn twice. */

import { useRef } from "preact/hooks";
import { Room, type RoomProps } from "./room";
import { useStore } from "./store";

export function RoomPage(props: RoomProps) {
  const waits = useStore(props.store, (known) => known.link().state === "connecting" && known.live().cursor === null);
  // Once there it stays, whatever becomes of the line.
  const begun = useRef(false);
  begun.current ||= !waits;
  return begun.current ? <Room {...props} /> : <main class="room" id="lists" tabIndex={-1} aria-busy="true" />;
}
