/** Areas of a kind in force on a day. */

import { useEffect, useMemo, useState } from "preact/hooks";
import type { Area, AreaKind } from "../../api/types";
import { t } from "../../i18n";
import { sentence } from "../requests";
import { cut, matches, sorted } from "../table/local";
import { useTableState } from "../table/state";
import { DataTable, type Column } from "../table/table";
import { dayOf } from "./report";
import { KINDS, readAreas } from "./requests";

const STEP = 100;
const squareKm = new Intl.NumberFormat("zh-CN", { maximumFractionDigits: 2 });

export function InForce() {
  const [at, change] = useTableState("code");
  const kind = (at.filters["kind"] ?? "duty_zone") as AreaKind;
  const on = at.filters["on"] || dayOf(Date.now());
  const { areas, state, reason, again } = useAreas(kind, on);
  const { areas: towns } = useAreas("town", on);
  const [count, setCount] = useState(STEP);
  const town = (code: string | null) => towns.find((one) => one.code === code)?.name ?? code ?? "–";
  const wanted = at.filters["town"] ?? "";
  const found = useMemo(() => {
    const rows = areas.filter(
      ({ code, name, town_code }) => (!wanted || town_code === wanted) && matches(at.q, [code, name]),
    );
    return sorted(rows, at.sort, (row, column) => (column === "area_m2" ? row.area_m2 : String(row[column as keyof Area] ?? "")));
  }, [areas, at.q, at.sort, wanted]);
  const set = (name: string, value: string) => change({ filters: { ...at.filters, [name]: value } });
  return (
    <DataTable
      label={t("areas.in_force")}
      columns={columns(town)}
      rows={cut(found, count, () => false)}
      total={found.length}
      state={state}
      reason={reason}
      again={again}
      more={found.length > count}
      next={() => setCount(count + STEP)}
      at={at}
      onChange={change}
      empty={t("areas.none_in_force")}
      filters={
        <>
          <select aria-label={t("areas.kind")} value={kind} onChange={({ currentTarget }) => set("kind", currentTarget.value)}>
            {KINDS.map((one) => (
              <option key={one} value={one}>
                {t(`areas.kind.${one}`)}
              </option>
            ))}
          </select>
          {kind !== "county" && (
            <select aria-label={t("areas.town")} value={wanted} onChange={({ currentTarget }) => set("town", currentTarget.value)}>
              <option value="">{t("areas.any_town")}</option>
              {towns.map(({ code, name }) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </select>
          )}
          <label class="inline-field">
            {t("areas.on")}
            <input type="date" value={on} onChange={({ currentTarget }) => set("on", currentTarget.value)} />
          </label>
        </>
      }
    />
  );
}

function columns(town: (code: string | null) => string): Column<Area>[] {
  return [
    { name: "code", title: t("areas.code"), sortable: true, cell: ({ code }) => code },
    { name: "name", title: t("areas.name"), sortable: true, cell: ({ name }) => name },
    { name: "town_code", title: t("areas.town"), sortable: true, minor: true, cell: ({ town_code }) => town(town_code) },
    { name: "valid_from", title: t("areas.since"), sortable: true, figures: true, cell: ({ valid_from }) => valid_from },
    { name: "valid_to", title: t("areas.until"), sortable: true, figures: true, minor: true, cell: ({ valid_to }) => valid_to ?? "–" },
    {
      name: "area_m2",
      title: t("areas.size"),
      sortable: true,
      figures: true,
      minor: true,
      cell: ({ area_m2 }) => t("areas.km2", { n: squareKm.format(area_m2 / 1e6) }),
    },
  ];
}

function useAreas(kind: AreaKind, on: string) {
  const [areas, setAreas] = useState<readonly Area[]>([]);
  const [state, setState] = useState<"loading" | "ready" | "failed">("loading");
  const [reason, setReason] = useState("");
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    setState("loading");
    readAreas(kind, on, abort.signal).then(
      (found) => {
        setAreas(found);
        setState("ready");
      },
      (error: unknown) => {
        if (abort.signal.aborted) return;
        setReason(sentence(error));
        setState("failed");
      },
    );
    return () => abort.abort();
  }, [kind, on, turn]);
  return { areas, state, reason, again: () => setTurn(turn + 1) };
}
