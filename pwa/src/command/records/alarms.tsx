/** Every alarm within reach, what became of it, and when. */

import type { Alarm, Me } from "../../api/types";
import { t } from "../../i18n";
import { Chip } from "../../ui/parts";
import { lookAt } from "../alarms/look";
import { namesOf } from "../namesakes";
import type { Column } from "../table/table";
import { Choice, Days, Records, Time } from "./page";
import { isOnMap, patrolOf } from "./subject";
import { townsOf, useKnown, usePeople } from "./use_known";

const KINDS: readonly Alarm["kind"][] = ["sos", "no_fix", "low_battery", "left_zone", "accuracy_lost", "unvisited"];
const STATES: readonly Alarm["state"][] = ["raised", "seen", "cancelled", "closed"];
const TONES = { raised: "danger", seen: "warn", cancelled: "warn", closed: "plain" } as const;

export function AlarmsPage({ me }: { me: Me }) {
  const known = useKnown(me);
  const people = usePeople(me);
  const towns = townsOf(me, known);
  return (
    <Records<Alarm>
      title={t("page.alarms")}
      me={me}
      name="alarms"
      from="/alarms/page"
      exports="/alarms/export"
      usual="-received_at"
      columns={columns(me)}
      onOpen={lookAt}
      opens={(alarm) => isOnMap(alarm, me)}
      empty={t("records.no_alarms")}
      filters={({ filters }, set) => (
        <>
          <Choice
            label={t("records.kind")}
            value={filters.kind}
            options={KINDS.map((kind) => [kind, t(`alarm.kind.${kind}`)])}
            onChange={(value) => set("kind", value)}
          />
          <Choice
            label={t("records.state")}
            value={filters.state}
            options={STATES.map((state) => [state, t(`alarm.state.${state}`)])}
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
          {towns.length > 1 && (
            <Choice label={t("records.town")} value={filters.town_code} options={towns} onChange={(value) => set("town_code", value)} />
          )}
          <Days filters={filters} onChange={set} />
        </>
      )}
    />
  );
}

function columns(me: Me): Column<Alarm>[] {
  return [
    { name: "person", title: t("records.person"), sortable: true, cell: (alarm) => alarm.person_name || "–" },
    { name: "kind", title: t("records.kind"), sortable: true, cell: ({ kind }) => t(`alarm.kind.${kind}`) },
    {
      name: "state", title: t("records.state"), sortable: true,
      cell: ({ state }) => <Chip tone={TONES[state]}>{t(`alarm.state.${state}`)}</Chip>,
    },
    { name: "zone", title: t("records.zone"), sortable: true, minor: true, cell: (alarm) => alarm.duty_zone_name ?? "–" },
    { name: "outcome", title: t("records.outcome"), minor: true, cell: (alarm) => <Outcome alarm={alarm} /> },
    { name: "patrol", title: t("records.patrol"), minor: true, cell: (alarm) => <PatrolLink to={patrolOf(alarm, me)} /> },
    { name: "at", title: t("records.raised"), minor: true, figures: true, cell: (alarm) => <Time at={alarm.at} /> },
    { name: "received_at", title: t("records.received"), sortable: true, figures: true, cell: (alarm) => <Time at={alarm.received_at} /> },
  ];
}

function Outcome({ alarm }: { alarm: Alarm }) {
  const step = [...alarm.steps].reverse().find(({ outcome }) => outcome !== null);
  if (!step?.outcome) return <>–</>;
  return (
    <span class="long">
      {t(`alarm.outcome.${step.outcome}`)}
      {step.reason && ` · ${step.reason}`}
    </span>
  );
}

function PatrolLink({ to }: { to: string | null }) {
  return to === null ? <>–</> : <a href={`#/${to}`}>{t("records.open_patrol")}</a>;
}
