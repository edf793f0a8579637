/** Names to choose people by: who shares theirs with somebody else has the user name beside it. Pure. */

import type { Person, Uuid } from "../api/types";

type Named = Pick<Person, "id" | "name" | "display_name">;

/** The name of each by id. */
export function namesOf(people: readonly Named[]): ReadonlyMap<Uuid, string> {
  const times = new Map<string, number>();
  for (const { display_name } of people) times.set(display_name, (times.get(display_name) ?? 0) + 1);
  const named = ({ name, display_name }: Named) =>
    times.get(display_name) === 1 || name === display_name ? display_name : `${display_name} · ${name}`;
  return new Map(people.map((person) => [person.id, named(person)]));
}
