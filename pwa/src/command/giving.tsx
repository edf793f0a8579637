/** Giving leads to an officer by dialog or by dropping them there; what is unusual is asked about first. */

import { useEffect, useState } from "preact/hooks";
import type { Lead, Officer } from "../api/types";
import { t } from "../i18n";
import { distanceM } from "../map/geometry";
import { standing } from "../map/marks";
import { metres } from "../ui/format";
import { Confirm } from "../ui/parts";
import { AssignDialog } from "./assign_dialog";
import type { Many } from "./deciding";
import { dropTo } from "./drag";

/** Beyond this somebody else is probably nearer. */
export const FAR_M = 5000;

/** Why somebody should be asked before a drop counts; null when nothing is unusual. */
export function unusual(lead: Lead, officer: Officer, now: number): { word: "far" | "stale" | "paused"; m: number | null } | null {
  const m = officer.place ? distanceM(officer.place, lead.place.coordinates) : null;
  const how = standing(officer, now);
  if (how === "paused") return { word: "paused", m };
  if (how === "stale" || how === "none" || m === null) return { word: "stale", m };
  return m > FAR_M ? { word: "far", m } : null;
}

type Props = {
  leads: ReadonlyMap<string, Lead>;
  officers: ReadonlyMap<string, Officer>;
  now: number;
  /** Those to be given by dialog; null while it is shut. */
  giving: readonly Lead[] | null;
  onGive(leads: readonly Lead[], decision: Many): void;
  onClose(): void;
};

type Dropped = { leads: readonly Lead[]; officer: Officer; why: NonNullable<ReturnType<typeof unusual>> };

export function Giving({ leads, officers, now, giving, onGive, onClose }: Props) {
  const [asked, setAsked] = useState<Dropped | null>(null);
  const give = (some: readonly Lead[], id: string, name: string) =>
    onGive(some, { kind: "assign", assignee_id: id, assignee_name: name });
  useEffect(() => {
    dropTo((ids, id) => {
      const officer = officers.get(id);
      const some = ids.flatMap((one) => leads.get(one) ?? []);
      if (!officer || !some[0]) return;
      const why = unusual(some[0], officer, Date.now());
      if (why) setAsked({ leads: some, officer, why });
      else give(some, officer.person_id, officer.person_name);
    });
  });
  if (asked) {
    const { officer, why } = asked;
    return (
      <Confirm
        title={t("drag.sure", { name: officer.person_name })}
        note={t(`drag.why_${why.word}`, { distance: why.m === null ? "—" : metres(why.m) })}
        yes={t("act.assign")}
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
      known={leads}
      now={now}
      onClose={onClose}
      onAssign={(id, name) => give(giving, id, name)}
    />
  );
}
