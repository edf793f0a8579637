/** Copies in a package, held against the entry that says of which original each was made (see `derived.py`). */

import { inOrder, isBelieved, type Item, type Told } from "./chain.ts";
import { isObject, type Said } from "./json.ts";
import type { Code, Result } from "./verdicts.ts";

type Event = { event: Told; subject: string; detail: Said };
const ROLES: readonly unknown[] = ["stamped", "annotated", "redacted"];

/** One result for each copy: what the record says makes it one, whatever the index calls it. */
export function judged(items: readonly Item[], events: Map<number, Told>): Result[] {
  const known = new Map(items.map((item) => [item.id, item]));
  const arrived = new Set(believed(events, "medium.received").map(({ subject }) => subject));
  const [makings, origins] = [makingsOf(events), originsOf(events)];
  const said = items.filter(({ role, derived_from }) => ROLES.includes(role) || (derived_from ?? null) !== null);
  const copies = new Set([...said.map(({ id }) => id), ...makings.keys(), ...origins.keys()]);

  function wrong(copy: string): Code | null {
    const [item, making] = [known.get(copy), makings.get(copy)];
    if (!item) return "entry_missing";
    if (!making) return "derived";
    const { event, subject: of, detail } = making;
    const agreed = item.derived_from === of && (origins.get(copy) ?? of) === of && item.role === detail["role"];
    return agreed && known.has(of) && !makings.has(of) && arrived.has(of) ? event.code : "derived";
  }
  return [...copies].sort().map((copy) => ({ item: `derived/${copy}`, code: wrong(copy) }));
}

/** Copies that came with no report, by either entry about them. */
export function madeHere(events: Map<number, Told>): Set<string> {
  const painted = [...makingsOf(events)].filter(([, { detail }]) => detail["role"] === "redacted").map(([copy]) => copy);
  return new Set([...painted, ...originsOf(events).keys()]);
}

/** The entry that says of which original a copy was made, by the copy. */
function makingsOf(events: Map<number, Told>): Map<string, Event> {
  const found = new Map<string, Event>();
  for (const made of believed(events, "medium.derived")) {
    const { medium } = made.detail;
    if (typeof medium === "string" && !found.has(medium)) found.set(medium, made);
  }
  return found;
}

/** What is said of a copy's original where the copy itself was taken in. */
function originsOf(events: Map<number, Told>): Map<string, string> {
  const found = new Map<string, string>();
  for (const { subject, detail } of believed(events, "medium.received")) {
    if (typeof detail["derived_from"] === "string") found.set(subject, detail["derived_from"]);
  }
  return found;
}

function believed(events: Map<number, Told>, action: string): Event[] {
  return inOrder(events).flatMap((event) => {
    const { subject, detail } = event.said;
    return event.said["action"] === action && isBelieved(event) ? [{ event, subject: String(subject), detail: isObject(detail) ? detail : {} }] : [];
  });
}
