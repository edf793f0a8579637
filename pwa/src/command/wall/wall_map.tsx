/** The wall's map: the same marks as in the room, framed by itself and never touched. */

import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Area, Lead, Me } from "../../api/types";
import { language, t } from "../../i18n";
import type { DutyMap } from "../../map/duty_map";
import type { Box } from "../../map/geometry";
import { watchPalette, type Palette } from "../../map/palette";
import { alarmMarks } from "../alarms/marks";
import { readAreas } from "../requests";
import type { Live } from "../state";
import { nextFrame, worthSeeing } from "./figures";

const AREAS_AGAIN_MS = 3_600_000;
/** Between two movements of the map, so that it is calm; a call for help does not wait. */
const CALM_MS = 20_000;

export function WallMap({ me, live, now }: { me: Me; live: Live; now: number }) {
  const box = useRef<HTMLDivElement>(null);
  const [map, setMap] = useState<DutyMap | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const areas = useAreasAllDay();
  const leads = useMemo(
    () => [...live.leads.values()].filter(({ state }) => state !== "rejected" && state !== "closed"),
    [live.leads],
  );
  useEffect(() => {
    let made: DutyMap | null = null;
    let gone = false;
    let palette: Palette | null = null;
    const stop = watchPalette((next) => {
      palette = next;
      made?.setPalette(next);
    });
    const failed = (error: unknown) => setFailure(error instanceof Error ? error.message : String(error));
    import("../../map/duty_map")
      .then(({ DutyMap: Made, fromServer }) => {
        if (gone || !box.current || !palette) return;
        const deaf = () => undefined;
        made = new Made(box.current, palette, null, [fromServer()], { lead: deaf, officer: deaf, alarm: deaf, failed });
        setMap(made);
      })
      .catch(failed);
    return () => {
      gone = true;
      stop();
      made?.remove();
    };
  }, []);
  useEffect(() => map?.showAreas(areas), [map, areas]);
  useEffect(() => map?.showLeads(leads, waiting(leads, live.unseen)), [map, leads, live.unseen]);
  useEffect(() => map?.showOfficers([...live.officers.values()], now), [map, live.officers, now]);
  useEffect(() => map?.showAlarms(alarmMarks(live.alarms, live.officers)), [map, live.alarms, live.officers, language()]);
  useFraming(map, me, live, areas, now);
  const scale = useScale();
  useEffect(() => map?.setPixelRatio(scale * devicePixelRatio), [map, scale]);
  const size = { width: `${100 / scale}%`, height: `${100 / scale}%`, transform: `scale(${scale})` };
  return (
    <section class="wall-map" aria-label={t("map.label")}>
      <div class="wall-canvas" ref={box} style={size} />
      {failure && <p role="alert">{t("map.failed", { reason: failure })}</p>}
    </section>
  );
}

/** Nobody opens a lead on a wall: it stops being new when somebody has taken it up. */
function waiting(leads: readonly Lead[], unseen: ReadonlySet<string>): ReadonlySet<string> {
  return new Set(leads.filter(({ id, state }) => state === "reported" && unseen.has(id)).map(({ id }) => id));
}

function useFraming(map: DutyMap | null, me: Me, live: Live, areas: readonly Area[], now: number): void {
  const frame = useRef<{ box: Box; at: number; calls: number } | null>(null);
  useEffect(() => {
    if (!map) return;
    const alarms = [...live.alarms.values()];
    const calls = alarms.filter(({ kind, state }) => kind === "sos" && state !== "closed").length;
    const places = worthSeeing(alarms, live.officers, live.leads.values());
    const last = frame.current;
    const calm = last !== null && last.calls === calls && now - last.at < CALM_MS;
    const next = calm ? null : nextFrame(last && last.calls === calls ? last.box : null, places);
    if (next) {
      frame.current = { box: next, at: now, calls };
      map.fitBox(next);
    } else if (places.length === 0 && last === null) {
      const codes = new Set(me.towns.map(({ code }) => code));
      const own = areas.filter(({ kind, code }) => kind === "town" && codes.has(code));
      map.fitAreas(own.length > 0 ? own : areas);
    }
  }, [map, live.alarms, live.officers, live.leads, areas, now]);
}

/** Zones change now and then; a wall is not loaded again for months. */
function useAreasAllDay(): readonly Area[] {
  const [areas, setAreas] = useState<readonly Area[]>([]);
  useEffect(() => {
    const abort = new AbortController();
    // Without an answer the areas of before stay.
    const read = () => void readAreas(abort.signal).then(setAreas, () => undefined);
    read();
    const timer = setInterval(read, AREAS_AGAIN_MS);
    addEventListener("online", read);
    return () => {
      abort.abort();
      clearInterval(timer);
      removeEventListener("online", read);
    };
  }, []);
  return areas;
}

/** A map's marks are made for a desk: on a wall they are drawn as many times larger as its letters are. */
const DESK_LETTER_PX = 15;

function useScale(): number {
  const [scale, setScale] = useState(1);
  useEffect(() => {
    const look = () => setScale(parseFloat(getComputedStyle(document.documentElement).fontSize) / DESK_LETTER_PX);
    // The page around it says how large letters are only after its parts are there.
    const frame = requestAnimationFrame(look);
    addEventListener("resize", look);
    return () => {
      cancelAnimationFrame(frame);
      removeEventListener("resize", look);
    };
  }, []);
  return scale;
}
