/** One lead with everything about it: read, kept fresh, decided on. */

import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { LeadDetail, Media } from "../api/types";
import { isArriving, later } from "./arrival";
import { decideOn, tellDone, withdraw } from "./deciding";
import { preview, type Decision, type Preview } from "./decision";
import { newId, readLead, sentence, statusOf, tellLooked } from "./requests";
import { takeBackStep } from "./undo";

const ARRIVING_MS = 3000;

export type Sending =
  | { state: "idle" }
  | { state: "sending"; preview: Preview }
  | { state: "failed"; reason: string; decision: Decision }
  | { state: "conflict"; before: LeadDetail; after: LeadDetail };

export type LeadView = {
  lead: LeadDetail | null;
  failure: string | null;
  sending: Sending;
  retry(): void;
  decide(decision: Decision): Promise<boolean>;
  /** Takes back the step of that id; says what came of it in a toast. */
  takeBack(step: string): Promise<void>;
  dismiss(): void;
};

export type LeadSource = {
  id: string;
  /** Changes whenever the live line has told something about this lead, and has it read again. */
  stamp: string;
  /** What the live line has told about media since. */
  media: ReadonlyMap<string, Media>;
  /** Who decides, for the look before the answer. */
  by: string;
  onLead(lead: LeadDetail): void;
};

export function useLead({ id, stamp, media, by, onLead }: LeadSource): LeadView {
  const [read, setRead] = useState<LeadDetail | null>(null);
  const lead = useMemo(
    () => read && { ...read, media: read.media.map((medium) => later(medium, media.get(medium.id) ?? medium)) },
    [read, media],
  );
  const [failure, setFailure] = useState<string | null>(null);
  const [sending, setSending] = useState<Sending>({ state: "idle" });
  const [attempt, setAttempt] = useState(0);
  // The same decision sent again keeps its id, so that it counts once however often the answer is lost.
  const step = useRef<{ key: string; id: string; at: string } | null>(null);

  useEffect(() => {
    const abort = new AbortController();
    readLead(id, abort.signal).then(
      (found) => {
        setRead((known) => (known && known.revision > found.revision ? known : found));
        setFailure(null);
      },
      (error: unknown) => {
        if (!abort.signal.aborted) setFailure(sentence(error));
      },
    );
    return () => abort.abort();
  }, [id, stamp, attempt]);

  const news = lead?.has_news ?? false;
  useEffect(() => {
    // Not heard: it stays marked, and is told the next time somebody looks.
    if (news) void tellLooked(id).catch(() => undefined);
  }, [id, news]);

  const arriving = lead?.media.some(isArriving) ?? false;
  useEffect(() => {
    if (!arriving) return undefined;
    // The live line tells when a photo begins and when it is here; how far it has come in between is asked for.
    const timer = setInterval(() => setAttempt((n) => n + 1), ARRIVING_MS);
    return () => clearInterval(timer);
  }, [arriving]);

  const show = useCallback(
    (found: LeadDetail) => {
      setRead(found);
      setFailure(null);
      onLead(found);
    },
    [onLead],
  );

  const decide = useCallback(
    async (decision: Decision): Promise<boolean> => {
      if (!lead) return false;
      const key = JSON.stringify([lead.id, lead.revision, decision]);
      if (step.current?.key !== key) step.current = { key, id: newId(), at: new Date().toISOString() };
      const { id: stepId, at } = step.current;
      setSending({ state: "sending", preview: preview(lead, decision, { id: stepId, at }, by) });
      try {
        const done = await decideOn(lead, decision, { id: stepId, at });
        show(done.lead);
        tellDone(decision, [done], onLead);
        setSending({ state: "idle" });
        return true;
      } catch (error) {
        setSending(await explain(error, lead, decision, show));
        return false;
      }
    },
    [lead, by, show],
  );

  const takeBack = useCallback(
    async (step: string): Promise<void> => {
      if (!lead) return;
      await takeBackStep(step, async () => {
        show(await withdraw({ lead, step }));
        return null;
      });
    },
    [lead, show],
  );

  return {
    lead,
    failure,
    sending,
    retry: () => setAttempt((n) => n + 1),
    decide,
    takeBack,
    dismiss: () => setSending({ state: "idle" }),
  };
}

/** A conflict is shown as what has changed since the person looked; everything else as the server's sentence. */
async function explain(
  error: unknown,
  before: LeadDetail,
  decision: Decision,
  show: (lead: LeadDetail) => void,
): Promise<Sending> {
  if (statusOf(error) !== 409) return { state: "failed", reason: sentence(error), decision };
  try {
    const after = await readLead(before.id);
    show(after);
    return { state: "conflict", before, after };
  } catch (again) {
    return { state: "failed", reason: sentence(again), decision };
  }
}
