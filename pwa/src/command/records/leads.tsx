/** Every lead within reach: found, sorted, opened, taken along as a file. */

import type { Lead, LeadState, Me } from "../../api/types";
import { language, t } from "../../i18n";
import { Printer } from "lucide";
import { Icon } from "../../ui/icon";
import { Chip } from "../../ui/parts";
import { go } from "../../ui/route";
import { ClockWrong } from "../clock_wrong";
import { LeadStateChip } from "../mark";
import { namesOf } from "../namesakes";
import type { Column } from "../table/table";
import { numberOf } from "../told_at";
import { Choice, Days, Records, Time } from "./page";
import { townsOf, useKnown, usePeople } from "./use_known";

const STATES: readonly LeadState[] = ["reported", "accepted", "assigned", "handled", "closed", "rejected"];

export function LeadsPage({ me }: { me: Me }) {
  const known = useKnown(me);
  const people = usePeople(me);
  const names: [string, string][] = [...namesOf(people)];
  const zones = known.areas.filter(({ kind }) => kind === "duty_zone");
  const towns = townsOf(me, known);
  return (
    <Records<Lead>
      title={t("page.leads")}
      me={me}
      name="leads"
      from="/leads"
      exports="/leads/export"
      mapped
      usual="-received_at"
      columns={columns()}
      empty={t("records.no_leads")}
      onOpen={({ id }) => go("live.watch" in me.permissions ? `room?state=all&lead=${id}` : `print/lead/${id}`)}
      filters={({ filters }, set) => (
        <>
          <Choice
            label={t("records.state")}
            value={filters.state}
            options={STATES.map((state) => [state, t(`lead.state.${state}`)])}
            onChange={(value) => set("state", value)}
          />
          <Choice
            label={t("lead.urgent")}
            value={filters.urgent}
            options={[["true", t("records.only_urgent")]]}
            onChange={(value) => set("urgent", value)}
          />
          <Choice
            label={t("records.category")}
            value={filters.category}
            options={known.categories.map(({ code, name_zh, name_en }) => [code, language() === "en" ? name_en : name_zh])}
            onChange={(value) => set("category", value)}
          />
          {towns.length > 1 && (
            <Choice label={t("records.town")} value={filters.town_code} options={towns} onChange={(value) => set("town_code", value)} />
          )}
          <Choice
            label={t("records.zone")}
            value={filters.duty_zone_id}
            options={zones.map(({ id, name }) => [id, name])}
            onChange={(value) => set("duty_zone_id", value)}
          />
          {names.length > 0 && (
            <>
              <Choice label={t("records.reporter")} value={filters.reported_by} options={names} onChange={(value) => set("reported_by", value)} />
              <Choice label={t("records.assignee")} value={filters.assigned_to} options={names} onChange={(value) => set("assigned_to", value)} />
            </>
          )}
          <Days filters={filters} onChange={set} />
        </>
      )}
    />
  );
}

function columns(): Column<Lead>[] {
  const category = (lead: Lead) => (language() === "en" ? lead.category_name_en : lead.category_name_zh);
  return [
    { name: "category", title: t("records.category"), sortable: true, cell: category },
    {
      name: "number", title: t("records.number"), figures: true, minor: true,
      cell: numberOf,
    },
    {
      name: "state",
      title: t("records.state"),
      sortable: true,
      cell: ({ state, urgent }) => (
        <>
          <LeadStateChip state={state} />
          {urgent && <> <Chip tone="danger">{t("lead.urgent")}</Chip></>}
        </>
      ),
    },
    { name: "address", title: t("records.address"), cell: (lead) => <span class="long">{lead.address || lead.note || "–"}</span> },
    { name: "town", title: t("records.town"), sortable: true, minor: true, cell: (lead) => lead.town_name ?? "–" },
    { name: "zone", title: t("records.zone"), sortable: true, minor: true, cell: (lead) => lead.duty_zone_name ?? "–" },
    { name: "reporter", title: t("records.reporter"), sortable: true, minor: true, cell: (lead) => lead.reported_by_name },
    { name: "assignee", title: t("records.assignee"), sortable: true, minor: true, cell: (lead) => lead.assigned_to_name ?? "–" },
    {
      name: "captured_at", title: t("records.captured"), sortable: true, minor: true, figures: true,
      cell: (lead) => <><Time at={lead.captured_at} /> <ClockWrong lead={lead} /></>,
    },
    {
      name: "received_at", title: t("records.received"), sortable: true, figures: true,
      cell: (lead) => <Time at={lead.received_at} />,
    },
    {
      name: "print", title: t("records.print"), minor: true,
      cell: ({ id }) => (
        <a class="icon-button" href={`#/print/lead/${id}`} aria-label={t("records.print")} title={t("records.print")}>
          <Icon name={Printer} size={18} />
        </a>
      ),
    },
  ];
}
