/** Every patrol within reach. Sorted by time, zone, name and state; never by length: nobody is ranked. */

import type { Me, Patrol, PatrolState } from "../../api/types";
import { t } from "../../i18n";
import { Chip } from "../../ui/parts";
import { go } from "../../ui/route";
import { namesOf } from "../namesakes";
import type { Column } from "../table/table";
import { Choice, Days, Records, Time } from "./page";
import { townsOf, useKnown, usePeople } from "./use_known";

const STATES: readonly PatrolState[] = ["running", "paused", "ended"];
const TONES = { running: "ok", paused: "warn", ended: "plain" } as const;

export function PatrolsPage({ me }: { me: Me }) {
  const known = useKnown(me);
  const people = usePeople(me);
  const towns = townsOf(me, known);
  const squads = [...new Set(people.map(({ squad }) => squad ?? "").filter(Boolean))].sort();
  return (
    <Records<Patrol>
      title={t("page.patrols")}
      me={me}
      name="patrols"
      from="/patrols/page"
      exports="/patrols/export"
      mapped
      usual="-started_at"
      columns={columns()}
      empty={t("records.no_patrols")}
      onOpen={({ id }) => go(`print/patrol/${id}`)}
      filters={({ filters }, set) => (
        <>
          <Choice
            label={t("records.state")}
            value={filters.state}
            options={STATES.map((state) => [state, t(`records.patrol.${state}`)])}
            onChange={(value) => set("state", value)}
          />
          {people.length > 0 && (
            <Choice
              label={t("records.person")}
              value={filters.person_id}
              options={[...namesOf(people)]}
              onChange={(value) => set("person_id", value)}
            />
          )}
          {squads.length > 0 && (
            <Choice
              label={t("records.squad")}
              value={filters.squad}
              options={squads.map((squad) => [squad, squad])}
              onChange={(value) => set("squad", value)}
            />
          )}
          {towns.length > 1 && (
            <Choice label={t("records.town")} value={filters.town_code} options={towns} onChange={(value) => set("town_code", value)} />
          )}
          <Choice
            label={t("records.zone")}
            value={filters.duty_zone_id}
            options={known.areas.filter(({ kind }) => kind === "duty_zone").map(({ id, name }) => [id, name])}
            onChange={(value) => set("duty_zone_id", value)}
          />
          <Days filters={filters} onChange={set} />
        </>
      )}
    />
  );
}

function columns(): Column<Patrol>[] {
  return [
    { name: "person", title: t("records.person"), sortable: true, cell: (patrol) => patrol.person_name },
    {
      name: "state", title: t("records.state"), sortable: true,
      cell: ({ state }) => <Chip tone={TONES[state]}>{t(`records.patrol.${state}`)}</Chip>,
    },
    { name: "squad", title: t("records.squad"), sortable: true, minor: true, cell: (patrol) => patrol.squad },
    { name: "zone", title: t("records.zone"), sortable: true, cell: (patrol) => patrol.duty_zone_name ?? "–" },
    { name: "vehicle", title: t("records.vehicle"), minor: true, cell: (patrol) => patrol.vehicle ?? "–" },
    { name: "started_at", title: t("records.started"), sortable: true, figures: true, cell: (patrol) => <Time at={patrol.started_at} /> },
    { name: "ended_at", title: t("records.ended"), minor: true, figures: true, cell: (patrol) => <Time at={patrol.ended_at} /> },
  ];
}
