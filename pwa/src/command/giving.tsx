/** Giving leads to an officer by dialog or by dropping them there; what is unusual is asked about first. */

import { useEffect, useState } from "preact/hooks";
import type { Lead, Officer } from "../api/types";
import { AssignDialog } from "./assign_dialog";
import type { Many } from "./deciding";
import { dropTo } from "./drag";
import { AskFirst } from "./ask_first";
import { unusual, type Unusual } from "./unusual";

type Props = {
  leads: ReadonlyMap<string, Lead>;
  officers: ReadonlyMap<string, Officer>;
  callers: ReadonlySet<string>;
  now: number;
  /** Those to be given by dialog; null while it is shut. */
  giving: readonly Lead[] | null;
  onGive(leads: readonly Lead[], decision: Many): void;
  onClose(): void;
};

type Dropped = { leads: readonly Lead[]; officer: Officer; why: Unusual };

export function Giving({ leads, officers, callers, now, giving, onGive, onClose }: Props) {
  const [asked, setAsked] = useState<Dropped | null>(null);
  const give = (some: readonly Lead[], id: string, name: string) =>
    onGive(some, { kind: "assign", assignee_id: id, assignee_name: name });
  useEffect(() => {
    dropTo((ids, id) => {
      const officer = officers.get(id);
      const some = ids.flatMap((one) => leads.get(one) ?? []);
      if (!officer || !some[0]) return;
      const why = unusual(some[0].place.coordinates, officer, callers, Date.now());
      if (why) setAsked({ leads: some, officer, why });
      else give(some, officer.person_id, officer.person_name);
    });
  });
  if (asked) {
    const { officer, why } = asked;
    return (
      <AskFirst
        name={officer.person_name}
        why={why}
        onYes={() => {
          setAsked(null);
          give(asked.leads, officer.person_id, officer.person_name);
        }}
        onNo={() => setAsked(null)}
      />
    );
  }
  if (!giving) return null;
  return (
    <AssignDialog
      leads={giving}
      officers={officers}
      callers={callers}
      known={leads}
      now={now}
      onClose={onClose}
      onAssign={(id, name) => give(giving, id, name)}
    />
  );
}
