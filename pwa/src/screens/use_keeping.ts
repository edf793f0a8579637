/** Keeps what was captured for a draft, and says what could not be kept and why. */

import { useRef, useState } from "preact/hooks";
import type { Fix, Me, MediaSource, Uuid } from "../api/types";
import { isStamped, makeStamped } from "../capture/derive";
import { MOST_BYTES, MOST_FILES, refusal, takeIn } from "../capture/intake";
import { fixOf, type OwnFix } from "../capture/own_fix";
import { isFull } from "../capture/room";
import { t } from "../i18n";
import type { Medium } from "../store/records";
import type { Keep } from "./picker";

/** A file with what was true when it was taken; held here until the disk takes it. */
type Held = { file: File; source: MediaSource; fix: Fix | null; at: number };

export type Keeping = {
  keep: Keep;
  /** How many are being kept, or stamped, at the moment. */
  busy: number;
  /** Those of them that are on the disk already. */
  kept: ReadonlySet<Uuid>;
  problem: string | null;
  /** Those that found no room are still in memory: try once more. */
  retry: (() => void) | null;
  full: boolean;
};

export function useKeeping(me: Me, draft: Uuid, own: OwnFix, count: number): Keeping {
  const [busy, setBusy] = useState(0);
  const [problem, setProblem] = useState<string | null>(null);
  const [left, setLeft] = useState<readonly Held[]>([]);
  const [full, setFull] = useState(false);
  const [there, setThere] = useState<ReadonlySet<Uuid>>(new Set());
  const under = useRef(0);
  const move = (by: number) => setBusy((under.current += by));

  const keepHeld = async (held: readonly Held[]): Promise<(Medium | null)[]> => {
    move(held.length);
    const kept: (Medium | null)[] = [];
    for (const one of held) {
      const medium = await takeIn(draft, me.id, { ...one, blob: one.file, filename: one.file.name }).catch(
        (error: unknown) => {
          setFull(isFull(error));
          setProblem(textOf(one.file, error));
          setLeft((all) => [...all, one]);
          return null;
        },
      );
      kept.push(medium);
      if (medium) setThere((all) => new Set(all).add(medium.id));
      if (medium && isStamped(medium)) await stamp(medium);
      setThere((all) => new Set([...all].filter((id) => id !== medium?.id)));
      move(-1);
    }
    return kept;
  };
  const stamp = (medium: Medium) =>
    makeStamped(medium, me.display_name).catch((error: unknown) => {
      setFull(isFull(error));
      setProblem(t("stamp.failed", { reason: isFull(error) ? t("capture.no_room") : String(error) }));
    });
  const keep: Keep = async (files, source) => {
    const room = MOST_FILES - count - under.current;
    setFull(false);
    setProblem(files.length > room ? t("capture.too_many", { n: MOST_FILES }) : null);
    const now = Date.now();
    const fit = files.slice(0, Math.max(0, room)).filter((file) => {
      const why = refused(file);
      if (why) setProblem(why);
      return why === null;
    });
    return keepHeld(fit.map((file) => held(file, source, own, now)));
  };
  const retry = () => {
    setLeft([]);
    setProblem(null);
    setFull(false);
    void keepHeld(left);
  };
  return { keep, busy, kept: there, problem, full, retry: left.length > 0 ? retry : null };
}

/** A file from a gallery was taken elsewhere and earlier: no fix of ours is bound to it. */
function held(file: File, source: MediaSource, own: OwnFix, now: number): Held {
  const fix = source === "camera" && own.reading ? fixOf(own.reading, now) : null;
  return { file, source, fix, at: source === "camera" ? now : Math.min(now, file.lastModified || now) };
}

function refused(file: File): string | null {
  const why = refusal(file.size);
  if (why === "empty") return t("capture.empty_file", { name: file.name });
  return why === "too_large" ? t("capture.too_large", { name: file.name, n: MOST_BYTES >> 20 }) : null;
}

function textOf(file: File, error: unknown): string {
  if (isFull(error)) return t("capture.full", { name: file.name });
  return t("capture.not_kept", { name: file.name, reason: error instanceof Error ? error.name : String(error) });
}
