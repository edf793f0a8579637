/** Runs a decision over many leads and keeps what has become of each. */

import { useRef, useState } from "preact/hooks";
import type { Lead } from "../../api/types";
import { decideMany, tellDone, type Many } from "../deciding";
import type { Run } from "./many";

export type ManyView = {
  run: Run | null;
  decide(leads: readonly Lead[], decision: Many): void;
  stop(): void;
  close(): void;
};

export function useMany(onLead: (lead: Lead) => void, onDone: (failed: ReadonlySet<string>) => void): ManyView {
  const [run, setRun] = useState<Run | null>(null);
  const stopped = useRef(false);
  const decide = async (leads: readonly Lead[], decision: Many) => {
    stopped.current = false;
    setRun({ total: leads.length, results: [], done: false });
    const results = await decideMany(
      leads,
      decision,
      (result) => {
        if (result.done) onLead(result.done.lead);
        setRun((old) => old && { ...old, results: [...old.results, result] });
      },
      { stopped: () => stopped.current },
    );
    setRun({ total: leads.length, results, done: true });
    tellDone(decision, results.flatMap(({ done }) => done ?? []), onLead);
    onDone(new Set(results.filter(({ done }) => !done).map(({ lead }) => lead.id)));
  };
  return {
    run,
    decide: (leads, decision) => void decide(leads, decision),
    stop: () => (stopped.current = true),
    close: () => setRun(null),
  };
}
