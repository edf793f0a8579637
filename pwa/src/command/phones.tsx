/** Numbers people are called by, for whoever may read them: asked for once, when the first of them is shown. */

import { useEffect } from "preact/hooks";
import type { Uuid } from "../api/types";
import { t } from "../i18n";
import { telephone } from "../ui/format";
import { Icon } from "../ui/icon";
import { observable, useValue } from "../ui/observable";
import { readPeople } from "./requests";

/** A number that was changed is known after so long. */
const KEPT_MS = 5 * 60_000;

const phones = observable<ReadonlyMap<Uuid, string>>(new Map());
let askedAt = 0;
let asking = new AbortController();

function ask(): void {
  const now = Date.now();
  if (now - askedAt < KEPT_MS) return;
  askedAt = now;
  readPeople(asking.signal).then(
    (people) => phones.set(new Map(people.flatMap(({ id, phone }) => (phone ? [[id, phone] as const] : [])))),
    // Not allowed, or no line: there is no number to show then.
    () => undefined,
  );
}

/** Whoever signs in next may not read what the one before could. */
export function forgetPhones(): void {
  asking.abort();
  asking = new AbortController();
  askedAt = 0;
  phones.set(new Map());
}

/** The number of one person, to be pressed; nothing where none is known. */
export function Tel({ person, name }: { person: Uuid | null; name: string }) {
  const known = useValue(phones);
  useEffect(ask, []);
  const phone = person === null ? undefined : known.get(person);
  if (phone === undefined) return null;
  return (
    <a class="tel" href={telephone(phone)} aria-label={t("tel.call", { name, phone })}>
      <Icon name="phone" size={16} />
      {phone}
    </a>
  );
}
