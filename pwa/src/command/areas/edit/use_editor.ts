/** The state of drawing: zones with their history, what is chosen, what is being sketched, faults, and saving. */

import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Area, AreaImport, EditableAreas, TopologyFault } from "../../../api/types";
import { t, type Values, type Word } from "../../../i18n";
import { labelPlace, type LonLat } from "../../../map/geometry";
import { statusOf } from "../../requests";
import * as draft from "./draft";
import type { Clash, History, Zone, Zones } from "./draft";
import { forget, keep, withKept, type Kept } from "./kept";
import { fit, freeCode, merge, newId, readEditable, save, split, type Which } from "./requests";
import { insertCorner, meet, moveCorner, nextCorner, shapeOf, type Shape } from "./shape";
import { useFaults } from "./use_faults";
import { useWork } from "./use_work";

export type Sketch = { of: "zone" | "cut"; places: readonly LonLat[] };
export type Editor = ReturnType<typeof useEditor>;

export function useEditor(person: string, which: Which, loaded: EditableAreas, kept: Kept | null) {
  const [bases, setBases] = useState<readonly Area[]>(loaded.areas);
  const [history, setHistory] = useState<History>(() => draft.begin(loaded.areas.map(draft.zoneOf)));
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [corner, setCorner] = useState<LonLat | null>(null);
  const [sketch, setSketch] = useState<Sketch | null>(null);
  const [moving, setMoving] = useState<Shape | null>(null);
  const [together, setTogether] = useState(true);
  const [clashes, setClashes] = useState<readonly Clash[]>([]);
  const [said, say] = useState("");
  const [saved, setSaved] = useState<AreaImport | null>(null);
  const { busy, failure, setFailure, run, free } = useWork(saved !== null);
  const faulty = useFaults(which, run, say);
  /** Shapes to be looked at, all of them in sight; `asked`: the map itself, too, wherever the page is scrolled to. */
  const [sight, see] = useState<{ shapes: readonly Shape[]; asked: boolean } | null>(null);
  /** The same change sent again after a lost answer has the same id. */
  const sending = useRef<{ body: string; id: string } | null>(null);

  const changes = useMemo(() => draft.changesOf(history.zones, bases), [history.zones, bases]);
  const zone = chosen.length === 1 ? history.zones.find(({ key }) => key === chosen[0]) : undefined;
  const dirty = changes.zones.length + changes.ended.length > 0;

  useEffect(() => {
    if (!kept) return;
    const zones = withKept(history.zones, kept);
    setHistory(draft.step(history, zones, "edit.step.kept"));
    // What others did meanwhile is found at once, not only when saving.
    const missing = kept.bases.filter((base) => !loaded.areas.some(({ id }) => id === base.id));
    if (missing.length > 0) {
      const before = [...loaded.areas.filter(({ code }) => !missing.some((one) => one.code === code)), ...missing];
      const found = draft.onTop(draft.step(draft.begin(before.map(draft.zoneOf)), withKept(before.map(draft.zoneOf), kept), "edit.step.kept"), before, loaded.areas);
      setHistory(found.history);
      clash(found.clashes);
    }
  }, []);
  useEffect(() => {
    if (saved) return;
    if (dirty) keep(person, { ...which, ...changes, bases: bases.filter((base) => draft.touched(base, changes)) });
    else if (history.past.length + history.future.length > 0) forget(person, which);
  }, [changes, saved]);
  useEffect(() => {
    if (!dirty || saved) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [dirty, saved]);

  /** What both have changed is shown at once, the first of it in sight. */
  const clash = (both: readonly Clash[]) => {
    setClashes(both);
    if (both[0]) compare(both[0], false);
  };
  const put = (zones: Zones, word: Word, values: Values = {}) => {
    setHistory((before) => draft.step(before, zones, word, values));
    faulty.show(null);
    setMoving(null);
    setFailure(null);
    say(t(word, values));
  };
  const choose = (keys: readonly string[]) => {
    setChosen(keys);
    setCorner(null);
    setMoving(null);
  };
  const back = (turn: (history: History) => History, word: Word, from: "past" | "future") => {
    if (sketch) return setSketch(sketch.places.length > 0 && from === "past" ? { ...sketch, places: sketch.places.slice(0, -1) } : sketch);
    const last = history[from].at(-1);
    if (!last) return;
    setHistory(turn(history));
    setCorner(null);
    setMoving(null);
    faulty.show(null);
    say(t(word, { step: t(last.word, last.values) }));
  };
  const moveTo = (from: LonLat, to: LonLat) => {
    if (!zone) return;
    put(draft.withMoved(history.zones, zone.key, from, to, together), "edit.step.moved", { name: zone.name });
    setCorner(to);
  };
  const insert = (a: LonLat, b: LonLat, at: LonLat) => {
    if (!zone) return;
    put(draft.withInserted(history.zones, zone.key, a, b, at, together), "edit.step.inserted", { name: zone.name });
    setCorner(at);
  };
  const remove = (at: LonLat) => {
    if (!zone) return;
    const next = nextCorner(zone.geometry, at);
    const left = draft.withRemoved(history.zones, zone.key, at, together);
    if (!left) return setFailure(t("edit.three_corners"));
    put(left, "edit.step.removed", { name: zone.name });
    setCorner(next);
  };
  const rename = (change: { code?: string; name?: string }) => {
    if (zone) put(draft.withZone(history.zones, zone.key, change), "edit.step.name", { name: change.name ?? zone.name });
  };
  const preview = (from: LonLat | readonly [LonLat, LonLat], to: LonLat) => {
    if (!zone) return;
    const [a, b] = from;
    setMoving(typeof a === "number" ? moveCorner(zone.geometry, [a, b as number], to) : insertCorner(zone.geometry, a, b as LonLat, to));
  };

  const begin = (of: Sketch["of"]) => {
    setFailure(null);
    setSketch({ of, places: [] });
    say(t(of === "zone" ? "edit.sketch_zone" : "edit.sketch_cut"));
  };
  const place = (at: LonLat) => {
    const last = sketch?.places.at(-1);
    // A double click is two clicks first.
    if (!sketch || (last?.[0] === at[0] && last[1] === at[1])) return;
    const [first] = sketch.places;
    if (sketch.of === "zone" && sketch.places.length > 2 && first?.[0] === at[0] && first[1] === at[1]) return finish();
    setSketch({ ...sketch, places: [...sketch.places, at] });
    say(t("edit.placed", { n: sketch.places.length + 1 }));
  };
  const leave = () => setSketch(null);
  const finish = () => {
    if (sketch) void run(sketch.of === "zone" ? () => drawn(sketch.places) : () => cut(sketch.places));
  };
  const drawn = async (places: readonly LonLat[]) => {
    const rough = shapeOf(places);
    if (!rough) throw new Error(t("edit.three_corners"));
    const others = [...history.zones, ...loaded.around].map(({ geometry }) => geometry);
    const geometry = await fit(rough, others.filter((other) => meet(other, rough)));
    const made = await fresh(geometry, t("edit.new_name"));
    put([...history.zones, made], "edit.step.drawn", { name: made.name });
    setSketch(null);
    choose([made.key]);
  };
  const cut = async (places: readonly LonLat[]) => {
    if (!zone) throw new Error(t("edit.choose_one"));
    const [first, ...others] = await split(zone.geometry, places);
    const parts: Zone[] = [{ ...zone, geometry: first! }];
    for (const geometry of others) {
      parts.push(await fresh(geometry, t("edit.part_name", { name: zone.name, n: parts.length + 1 }), zone, parts));
    }
    put(draft.withParts(history.zones, zone.key, parts), "edit.step.split", { name: zone.name, n: parts.length });
    setSketch(null);
    choose([parts.at(-1)!.key]);
  };
  const fresh = async (geometry: Shape, name: string, like?: Zone, more: Zones = []): Promise<Zone> => {
    const place = labelPlace(geometry) ?? [0, 0];
    const known = new Set(bases.map(({ code }) => code));
    const taken = [...history.zones, ...more].map(({ code }) => code).filter((code) => !known.has(code));
    const model = like?.code ?? history.zones.at(-1)?.code ?? "";
    const code = await freeCode(which, place, taken, model);
    return { key: newId(), base: null, code, name, town_code: like?.town_code ?? (which.town || null), geometry };
  };
  const join = () =>
    run(async () => {
      const zones = chosen.flatMap((key) => history.zones.find((one) => one.key === key) ?? []);
      const geometry = await merge(zones.map((one) => one.geometry));
      put(draft.withMerged(history.zones, chosen, geometry), "edit.step.merged", { name: zones[0]!.name, n: zones.length });
      choose([chosen[0]!]);
    });
  const fitted = () =>
    run(async () => {
      if (!zone) return;
      const others = [...history.zones.filter(({ key }) => key !== zone.key), ...loaded.around].map(({ geometry }) => geometry);
      const geometry = await fit(zone.geometry, others.filter((other) => meet(other, zone.geometry)));
      put(draft.withZone(history.zones, zone.key, { geometry }), "edit.step.fitted", { name: zone.name });
    });
  const drop = () => {
    const gone = history.zones.filter(({ key }) => chosen.includes(key));
    put(history.zones.filter(({ key }) => !chosen.includes(key)), "edit.step.dropped", { name: gone.map(({ name }) => name).join("、") });
    choose([]);
  };

  const repair = ({ repair: made }: TopologyFault) => {
    const target = made && history.zones[made.index];
    if (!target) return;
    const zones = draft.withRepair(history.zones, made);
    put(zones, "edit.step.repaired", { name: target.name });
    if (made.after ?? made.code) choose([target.key]);
    void faulty.look(zones);
  };
  const repairAll = () => {
    if (!faulty.proposed) return;
    const { zones, repaired, left } = faulty.proposed;
    put(draft.withRepairs(history.zones, zones), "edit.step.repaired_all", { n: repaired });
    choose([]);
    faulty.show(left);
  };

  const send = () =>
    run(async () => {
      const body = draft.bodyOf(which.kind, which.on, changes);
      const text = JSON.stringify(body);
      if (sending.current?.body !== text) sending.current = { body: text, id: newId() };
      try {
        const report = await save(sending.current.id, body);
        forget(person, which);
        setSaved(report);
      } catch (error) {
        if (statusOf(error) === 409 && (await catchUp()) > 0) return;
        throw error;
      }
    });
  /** How many others there are to be asked about. */
  const catchUp = async () => {
    const now = await readEditable(which);
    const found = draft.onTop(history, bases, now.areas);
    setHistory(found.history);
    setBases(now.areas);
    clash(found.clashes);
    if (found.clashes.length > 0) say(t("edit.clash_said", { n: found.clashes.length }));
    return found.clashes.length;
  };
  const settle = (clash: Clash, mine: boolean) => {
    setHistory(mine ? draft.keepMine(history, clash) : draft.takeTheirs(history, clash));
    setClashes(clashes.filter((one) => one !== clash));
    say(t(mine ? "edit.clash_mine_done" : "edit.clash_theirs_done", { name: clash.mine.name }));
  };
  const compare = ({ mine, theirs }: Clash, asked = true) => {
    choose(history.zones.some(({ key }) => key === mine.key) ? [mine.key] : []);
    see({ shapes: theirs ? [mine.geometry, theirs.geometry] : [mine.geometry], asked });
  };

  return {
    ...{ which, bases, history, zones: history.zones, chosen, zone, corner, sketch, moving, together, clashes },
    ...{ faults: faulty.faults, fault: faulty.fault, proposed: faulty.proposed, sight },
    ...{ busy, failure, said, saved, changes, dirty, around: loaded.around },
    ...{ choose, setCorner, setTogether, setFault: faulty.choose, compare },
    ...{ look: () => faulty.look(history.zones), propose: free(() => faulty.propose(history.zones)), repairAll: free(repairAll) },
    ...{ moveTo: free(moveTo), insert: free(insert), remove: free(remove), rename: free(rename), drop: free(drop) },
    ...{ begin: free(begin), place: free(place), preview: free(preview), leave: free(leave), finish: free(finish) },
    ...{ join: free(join), fitted: free(fitted), repair: free(repair), settle: free(settle), send: free(send) },
    undo: free(() => back(draft.undo, "edit.undone", "past")),
    redo: free(() => back(draft.redo, "edit.redone", "future")),
  };
}
