/** One draft on the screen: every change is kept, soon by itself and at once when the page may go away. */

import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { readDraft, saveDraft } from "../store/drafts";
import type { Draft } from "../store/records";
import { beforeLeaving } from "../sync/before_leaving";

const SAVE_AFTER_MS = 400;

export type Editing = {
  /** Undefined while it is being read, null when there is none. */
  draft: Draft | null | undefined;
  change(part: Partial<Draft>): void;
  /** Returns when the disk has the newest state. */
  flush(): Promise<void>;
  /** The newest state, which is not to be saved any more: it is being sent or thrown away. */
  finish(): Draft | null;
};

export function useDraft(id: string): Editing {
  const [draft, show] = useState<Draft | null | undefined>(undefined);
  const latest = useRef<Draft | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const flush = useCallback(async () => {
    clearTimeout(timer.current);
    if (timer.current === undefined || !latest.current) return;
    timer.current = undefined;
    await saveDraft(latest.current);
  }, []);
  const change = useCallback(
    (part: Partial<Draft>) => {
      if (!latest.current) return;
      latest.current = { ...latest.current, ...part, updated_at: Date.now() };
      show(latest.current);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void flush(), SAVE_AFTER_MS);
    },
    [flush],
  );
  const finish = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = undefined;
    const last = latest.current;
    latest.current = null;
    return last;
  }, []);

  useEffect(() => {
    void readDraft(id).then((read) => {
      latest.current = read ?? null;
      show(read ?? null);
    });
    const hide = () => void flush();
    const stop = beforeLeaving(flush);
    document.addEventListener("visibilitychange", hide);
    addEventListener("pagehide", hide);
    return () => {
      stop();
      document.removeEventListener("visibilitychange", hide);
      removeEventListener("pagehide", hide);
      void flush();
    };
  }, [id, flush]);
  return { draft, change, flush, finish };
}
