/** The outbox as a person sees it, kept up to date. Asked for once, by the shell: the screens get it handed. */

import type { Uuid } from "../api/types";
import { readChunks, readRows } from "../store/chunks";
import { readOps } from "../store/ops";
import { overview, type Overview } from "../sync/overview";
import { sync } from "../sync/state";
import { useValue } from "../ui/observable";
import { useQuery } from "../ui/query";

export function useOverview(person: Uuid): Overview {
  const { progress } = useValue(sync);
  const ops = useQuery(["ops", "outbox"], readOps, [person]) ?? [];
  // The track changes every second, the rest does not.
  const track = useQuery(["tracks"], readTrack, [person]) ?? { chunks: [], rows: [] };
  return overview({ ops, ...track }, person, new Set(progress.keys()));
}

async function readTrack() {
  const [chunks, rows] = await Promise.all([readChunks(), readRows()]);
  return { chunks, rows };
}
