/** What is being drawn, with every step taken back and forth, and held against what others have done meanwhile. Pure. */

import type { Area, AreaChange, AreaKind, RepairedZone, ZoneRepair } from "../../../api/types";
import type { LonLat } from "../../../map/geometry";
import type { Values, Word } from "../../../i18n";
import { equalShapes, insertCorner, moveCorner, removeCorner, type Shape } from "./shape";

/** `base`: the version it was made of; null for a new one. */
export type Zone = { key: string; base: string | null; code: string; name: string; town_code: string | null; geometry: Shape };
export type Zones = readonly Zone[];
/** A step in words, and the zones before it. */
export type Step = { word: Word; values: Values; zones: Zones };
export type History = { zones: Zones; past: readonly Step[]; future: readonly Step[] };

export function zoneOf({ id, code, name, town_code, geometry }: Area): Zone {
  return { key: id, base: id, code, name, town_code, geometry };
}

export function begin(zones: Zones): History {
  return { zones, past: [], future: [] };
}

export function step(history: History, zones: Zones, word: Word, values: Values = {}): History {
  return { zones, past: [...history.past, { word, values, zones: history.zones }], future: [] };
}

export function undo(history: History): History {
  const last = history.past.at(-1);
  if (!last) return history;
  return { zones: last.zones, past: history.past.slice(0, -1), future: [...history.future, { ...last, zones: history.zones }] };
}

export function redo(history: History): History {
  const next = history.future.at(-1);
  if (!next) return history;
  return { zones: next.zones, past: [...history.past, { ...next, zones: history.zones }], future: history.future.slice(0, -1) };
}

/** One zone changed, or with `together` every zone that has the same corner. */
function shaped(zones: Zones, key: string, together: boolean, change: (shape: Shape) => Shape): Zones {
  return zones.map((zone) => {
    if (!together && zone.key !== key) return zone;
    const geometry = change(zone.geometry);
    return geometry === zone.geometry ? zone : { ...zone, geometry };
  });
}

export function withMoved(zones: Zones, key: string, from: LonLat, to: LonLat, together: boolean): Zones {
  return shaped(zones, key, together, (shape) => moveCorner(shape, from, to));
}

export function withInserted(zones: Zones, key: string, a: LonLat, b: LonLat, at: LonLat, together: boolean): Zones {
  return shaped(zones, key, together, (shape) => insertCorner(shape, a, b, at));
}

/** Null when a zone would be left with fewer than three corners. */
export function withRemoved(zones: Zones, key: string, place: LonLat, together: boolean): Zones | null {
  let possible = true;
  const left = shaped(zones, key, together, (shape) => {
    const less = removeCorner(shape, place);
    possible &&= less !== null;
    return less ?? shape;
  });
  return possible ? left : null;
}

/** The first takes the place of `key`; the others follow. */
export function withParts(zones: Zones, key: string, parts: readonly Zone[]): Zones {
  return zones.flatMap((zone) => (zone.key === key ? parts : [zone]));
}

/** The first of `keys` has the joined shape, the others are gone. */
export function withMerged(zones: Zones, keys: readonly string[], geometry: Shape): Zones {
  const [first, ...others] = keys;
  return zones.filter(({ key }) => !others.includes(key)).map((zone) => (zone.key === first ? { ...zone, geometry } : zone));
}

export function withZone(zones: Zones, key: string, change: Partial<Omit<Zone, "key" | "base">>): Zones {
  return zones.map((zone) => (zone.key === key ? { ...zone, ...change } : zone));
}

/** One zone as a repair would have it, or without it. */
export function withRepair(zones: Zones, { index, after, code }: ZoneRepair): Zones {
  return withRepairs(zones, [{ index, after: code !== null ? (zones[index]?.geometry ?? null) : after, code: code ?? zones[index]?.code ?? "" }]);
}

/** Several at once; those without a shape are gone. */
export function withRepairs(zones: Zones, repaired: readonly RepairedZone[]): Zones {
  const made = new Map(repaired.map((one) => [one.index, one]));
  return zones.flatMap((zone, i) => {
    const one = made.get(i);
    if (!one) return [zone];
    return one.after ? [{ ...zone, code: one.code, geometry: one.after }] : [];
  });
}

export function isChanged(zone: Zone, base: Area | undefined): boolean {
  return !base || zone.code !== base.code || zone.name !== base.name || !equalShapes(zone.geometry, base.geometry);
}

export type Changes = { zones: Zone[]; ended: string[] };

/** What is other than what was in force. */
export function changesOf(zones: Zones, bases: readonly Area[]): Changes {
  const known = new Map(bases.map((area) => [area.id, area]));
  const kept = new Set(zones.map(({ base }) => base));
  return {
    zones: zones.filter((zone) => isChanged(zone, zone.base ? known.get(zone.base) : undefined)),
    ended: bases.filter(({ id }) => !kept.has(id)).map(({ id }) => id),
  };
}

export function bodyOf(kind: AreaKind, valid_from: string, { zones, ended }: Changes): AreaChange {
  return {
    kind,
    valid_from,
    ended,
    zones: zones.map(({ base, code, name, town_code, geometry }) => ({ base_id: base, code, name, town_code, geometry })),
  };
}

/** Two of us have changed this one; mine may have ended. `theirs` null: they have ended it. */
export type Clash = { mine: Zone; theirs: Area | null };

/**
 * The draft on top of what is in force now. Zones that only others have changed follow them, in every step there was;
 * those that both have changed stay as they are here and are named.
 */
export function onTop(history: History, before: readonly Area[], now: readonly Area[]): { history: History; clashes: Clash[] } {
  const old = new Map(before.map((area) => [area.id, area]));
  const byCode = new Map(now.map((area) => [area.code, area]));
  const standing = new Set(now.map(({ id }) => id));
  const known = new Set(before.map(({ code }) => code));
  const added = now.filter(({ id, code }) => !old.has(id) && !known.has(code)).map(zoneOf);
  const follow = (zones: Zones): Zones => [
    ...zones.flatMap((zone) => {
      const base = zone.base ? old.get(zone.base) : undefined;
      if (!base || standing.has(base.id) || isChanged(zone, base)) return [zone];
      const theirs = byCode.get(base.code);
      return theirs ? [{ ...zoneOf(theirs), key: zone.key }] : [];
    }),
    ...added.filter(({ code }) => !zones.some((zone) => zone.code === code)),
  ];
  const followed = (steps: readonly Step[]) => steps.map((one) => ({ ...one, zones: follow(one.zones) }));
  const zones = follow(history.zones);
  const clashes = zones.flatMap((mine) => {
    if (mine.base === null) {
      const taken = byCode.get(mine.code);
      return taken && !zones.some((other) => other.base === taken.id) ? [{ mine, theirs: taken }] : [];
    }
    if (standing.has(mine.base)) return [];
    const base = old.get(mine.base);
    return [{ mine, theirs: (base && byCode.get(base.code)) ?? null }];
  });
  const held = new Set(zones.map(({ base }) => base));
  const ended = before.flatMap((base) => {
    const theirs = byCode.get(base.code);
    return !held.has(base.id) && !standing.has(base.id) && theirs && !held.has(theirs.id) ? [{ mine: zoneOf(base), theirs }] : [];
  });
  return {
    history: { zones, past: followed(history.past), future: followed(history.future) },
    clashes: [...clashes, ...ended],
  };
}

/** Mine goes on top of theirs: in every step, it counts as made of their version. */
export function keepMine(history: History, { mine, theirs }: Clash): History {
  const rebased = (zones: Zones) =>
    zones.map((zone) => (zone.key === mine.key && zone.base === mine.base ? { ...zone, base: theirs?.id ?? null } : zone));
  const steps = (all: readonly Step[]) => all.map((one) => ({ ...one, zones: rebased(one.zones) }));
  return { zones: rebased(history.zones), past: steps(history.past), future: steps(history.future) };
}

export function takeTheirs(history: History, clash: Clash): History {
  const { mine, theirs } = clash;
  const rebased = keepMine(history, clash);
  const others = rebased.zones.filter(({ key }) => key !== mine.key);
  const zones = theirs ? [...others, { ...zoneOf(theirs), key: mine.key }] : others;
  return step(rebased, zones, "edit.step.theirs", { name: mine.name });
}

/** Whether one of the changes was made of it. */
export function touched(base: Area, { zones, ended }: Changes): boolean {
  return ended.includes(base.id) || zones.some((zone) => zone.base === base.id);
}
