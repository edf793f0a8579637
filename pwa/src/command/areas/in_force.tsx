/** The areas in force on a day. */

import type { AreaLine, Me } from "../../api/types";
import { t } from "../../i18n";
import { useTowns } from "../people/use_towns";
import { Choice, RecordTable, useRecords } from "../records/page";
import type { Column } from "../table/table";
import { dayOf } from "./report";
import { KINDS } from "./requests";

const SOURCE = { from: "/areas/page", exports: "/areas/export", usual: "kind", mapped: true };
const squareKm = new Intl.NumberFormat("zh-CN", { maximumFractionDigits: 2 });

export function InForce({ me }: { me: Me }) {
  const list = useRecords<AreaLine>(SOURCE);
  const towns = useTowns();
  return (
    <RecordTable
      list={list}
      title={t("areas.in_force")}
      me={me}
      name="areas"
      columns={columns()}
      empty={t("areas.none_in_force")}
      filters={({ filters }, set) => (
        <>
          <Choice
            label={t("areas.kind")}
            value={filters["kind"]}
            options={KINDS.map((kind) => [kind, t(`areas.kind.${kind}`)])}
            onChange={(value) => set("kind", value)}
          />
          <Choice
            label={t("areas.town")}
            value={filters["town_code"]}
            options={towns.map(({ code, name }) => [code, name])}
            onChange={(value) => set("town_code", value)}
          />
          <label class="records-day">
            <span>{t("areas.on")}</span>
            <input
              type="date"
              value={filters["on"] || dayOf(Date.now())}
              max="2199-12-31"
              onChange={({ currentTarget }) => set("on", currentTarget.value)}
            />
          </label>
        </>
      )}
    />
  );
}

function columns(): Column<AreaLine>[] {
  return [
    { name: "code", title: t("areas.code"), sortable: true, cell: ({ code }) => code },
    { name: "name", title: t("areas.name"), sortable: true, cell: ({ name }) => name },
    { name: "kind", title: t("areas.kind"), sortable: true, cell: ({ kind }) => t(`areas.kind.${kind}`) },
    { name: "town", title: t("areas.town"), sortable: true, minor: true, cell: (area) => area.town_name ?? area.town_code ?? "–" },
    { name: "valid_from", title: t("areas.since"), sortable: true, figures: true, cell: ({ valid_from }) => valid_from },
    { name: "valid_to", title: t("areas.until"), sortable: true, figures: true, minor: true, cell: ({ valid_to }) => valid_to ?? "–" },
    {
      name: "area_m2", title: t("areas.size"), sortable: true, figures: true, minor: true,
      cell: ({ area_m2 }) => t("areas.km2", { n: squareKm.format(area_m2 / 1e6) }),
    },
  ];
}
