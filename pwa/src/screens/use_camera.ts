/** An open camera shown in a video element. */

import { useEffect, useState } from "preact/hooks";
import { closeCamera, openCamera, problemOf, type CameraProblem, type Facing } from "../capture/camera";

export type Live = { stream: MediaStream | null; problem: CameraProblem | null };

/** Opened while the component is on the screen; anew when it is turned around, or `turn` counts up to try again. */
export function useCamera(video: { current: HTMLVideoElement | null }, facing: Facing, turn: number): Live {
  const [live, setLive] = useState<Live>({ stream: null, problem: null });
  useEffect(() => {
    let opened: MediaStream | null = null;
    let closed = false;
    setLive({ stream: null, problem: null });
    openCamera(facing).then(
      (stream) => {
        if (closed) return closeCamera(stream);
        opened = stream;
        if (video.current) video.current.srcObject = stream;
        // Another app, or the system, may take it away.
        const lost = () => setLive({ stream: null, problem: { kind: "busy", reason: "ended" } });
        stream.getVideoTracks()[0]?.addEventListener("ended", lost);
        setLive({ stream, problem: null });
      },
      (error: unknown) => {
        if (!closed) setLive({ stream: null, problem: problemOf(error) });
      },
    );
    return () => {
      closed = true;
      if (opened) closeCamera(opened);
    };
  }, [facing, turn]);
  return live;
}
