/** The outbox as a person sees it, kept up to date. Asked for once, by the shell: the screens get it handed. */

import { useMemo } from "preact/hooks";
import type { Uuid } from "../api/types";
import { readChunks, readRows } from "../store/chunks";
import { readOps } from "../store/ops";
import { overview, type Overview } from "../sync/overview";
import { sync } from "../sync/state";
import { useValue } from "../ui/observable";
import { useQuery } from "../ui/query";

export function useOverview(person: Uuid): Overview {
  const { progress } = useValue(sync);
  const ops = useQuery(["ops", "outbox"], readOps, [person]);
  // The track changes every second, the rest does not.
  const track = useQuery(["tracks"], readTrack, [person]);
  const running = [...progress.keys()].join();
  const now = useMemo(
    () => overview({ ops: ops ?? [], ...(track ?? NO_TRACK) }, person, new Set(progress.keys())),
    [ops, track, person, running],
  );
  // Read anew after every change of anything; whoever draws it wants to know whether it says something else.
  const text = useMemo(() => JSON.stringify(now), [now]);
  return useMemo(() => now, [text]);
}

const NO_TRACK = { chunks: [], rows: [] };

async function readTrack() {
  const [chunks, rows] = await Promise.all([readChunks(), readRows()]);
  return { chunks, rows };
}
