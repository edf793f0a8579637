/** Sounds what arrives, goes on for calls for help until somebody looks, and keeps what was missed. */

import { useEffect, useRef } from "preact/hooks";
import type { Live } from "../state";
import { useStore, type Store } from "../store";
import { arrived, ringing } from "./open";
import { audible, withMissed, type Cue, type Missed } from "./quiet";
import { play, prepareSound, setSound, sound } from "./sound";
import { AGAIN_MS } from "./tones";

/** Without the line nobody hears of anything; a short tear mends itself. */
const LOST_MS = 15_000;

export function useRinging(store: Store): void {
  const alarms = useStore(store, (known) => known.live().alarms);
  const unseen = useStore(store, (known) => known.live().unseen);
  const link = useStore(store, (known) => known.link().state);
  const before = useRef<Pick<Live, "alarms" | "unseen">>({ alarms: new Map(), unseen });
  useEffect(prepareSound, []);
  useEffect(() => {
    const now = Date.now();
    const came: Missed[] = [
      ...arrived(before.current.alarms, alarms).map(({ id, kind }): Missed => ({ cue: kind === "sos" ? "sos" : "alarm", id, at: now })),
      ...[...unseen].filter((id) => !before.current.unseen.has(id)).map((id): Missed => ({ cue: "lead", id, at: now })),
    ];
    before.current = { alarms, unseen };
    if (came.length === 0) return;
    setSound(withMissed(sound.get(), came, now));
    const loudest = (["sos", "alarm", "lead"] as const).find((cue) => came.some((each) => each.cue === cue));
    // The siren is the interval's below.
    const { leads } = store.live();
    const urgent = came.some(({ cue, id }) => cue === "lead" && leads.get(id)?.urgent);
    if (loudest && loudest !== "sos") ring(urgent ? "alarm" : loudest);
  }, [alarms, unseen]);
  const calls = ringing(alarms).length > 0;
  useEffect(() => {
    if (!calls) return undefined;
    ring("sos");
    const timer = setInterval(() => ring("sos"), AGAIN_MS);
    return () => clearInterval(timer);
  }, [calls]);
  useEffect(() => {
    if (link === "signed_out") ring("lost");
    if (link !== "offline" && link !== "reconnecting") return undefined;
    const timer = setTimeout(() => ring("lost"), LOST_MS);
    return () => clearTimeout(timer);
  }, [link]);
}

function ring(cue: Cue): void {
  if (audible(sound.get(), cue, Date.now())) void play(cue);
}
