/** The imports there were: who, when, how many, and how each stands. */

import type { AreaImportLine, Me } from "../../api/types";
import { t } from "../../i18n";
import { Chip, type Tone } from "../../ui/parts";
import { go } from "../../ui/route";
import { Exact } from "../time";
import { usePages } from "../table/pages";
import { useTableState } from "../table/state";
import { DataTable, type Column } from "../table/table";
import { matches } from "../table/local";
import { readImports } from "./requests";

const TONES: Record<AreaImportLine["state"], Tone> = { checked: "warn", applied: "ok", refused: "plain", withdrawn: "info" };

export function ImportState({ state }: { state: AreaImportLine["state"] }) {
  return <Chip tone={TONES[state]}>{t(`areas.state.${state}`)}</Chip>;
}

export function PastImports({ me }: { me: Me }) {
  const [at, change] = useTableState("at");
  const list = usePages<AreaImportLine>("", readImports);
  const rows = list.rows.filter(({ filename, imported_by_name, kind }) =>
    matches(at.q, [filename, imported_by_name, t(`areas.kind.${kind}`)]),
  );
  return (
    <DataTable
      label={t("areas.past")}
      kept={`${me.id}.imports`}
      columns={columns()}
      {...list}
      rows={rows}
      at={at}
      onChange={change}
      onOpen={({ id }) => go(`areas/${id}`)}
      empty={t("areas.none_past")}
    />
  );
}

function columns(): Column<AreaImportLine>[] {
  return [
    { name: "filename", title: t("areas.file"), cell: ({ filename }) => filename },
    { name: "kind", title: t("areas.kind"), cell: ({ kind }) => t(`areas.kind.${kind}`) },
    { name: "state", title: t("areas.state"), cell: ({ state }) => <ImportState state={state} /> },
    { name: "valid_from", title: t("areas.valid_from"), figures: true, minor: true, cell: ({ valid_from }) => valid_from },
    {
      name: "counts",
      title: t("areas.counts"),
      figures: true,
      cell: (line) => t("areas.counts_of", { applied: line.applied_count, good: line.good_count, all: line.feature_count }),
    },
    {
      name: "at",
      title: t("areas.checked_by"),
      minor: true,
      cell: (line) => (
        <>
          {line.imported_by_name || t("areas.server")} · <Exact at={line.at} />
        </>
      ),
    },
    {
      name: "decided",
      title: t("areas.decided_by"),
      minor: true,
      cell: (line) =>
        line.decided_at ? (
          <>
            {line.withdrawn_at ? line.withdrawn_by_name : line.decided_by_name || t("areas.server")} ·{" "}
            <Exact at={line.withdrawn_at ?? line.decided_at} />
          </>
        ) : (
          "–"
        ),
    },
  ];
}
