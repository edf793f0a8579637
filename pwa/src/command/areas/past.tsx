/** The imports there were: who, when, how many, and how each stands. */

import type { AreaImportLine, Me } from "../../api/types";
import { t } from "../../i18n";
import { Chip, type Tone } from "../../ui/parts";
import { go } from "../../ui/route";
import { Exact } from "../time";
import { Choice, Days, RecordTable, useRecords } from "../records/page";
import type { Column } from "../table/table";
import { KINDS } from "./requests";

const TONES: Record<AreaImportLine["state"], Tone> = { checked: "warn", applied: "ok", refused: "plain", withdrawn: "info" };

export function ImportState({ state }: { state: AreaImportLine["state"] }) {
  return <Chip tone={TONES[state]}>{t(`areas.state.${state}`)}</Chip>;
}

/** A file by its name; what was drawn by the codes of its areas. */
function Origin({ origin, filename }: Pick<AreaImportLine, "origin" | "filename">) {
  return (
    <>
      {origin === "map" && <Chip tone="info">{t("areas.origin.map")}</Chip>} {filename}
    </>
  );
}

const SOURCE = { from: "/areas/imports", exports: "/areas/imports/export", usual: "-at" };
const STATES: readonly AreaImportLine["state"][] = ["checked", "applied", "refused", "withdrawn"];

export function PastImports({ me }: { me: Me }) {
  const list = useRecords<AreaImportLine>(SOURCE);
  return (
    <RecordTable
      list={list}
      title={t("areas.past")}
      me={me}
      name="imports"
      columns={columns()}
      onOpen={({ id }) => go(`areas/${id}`)}
      empty={t("areas.none_past")}
      filters={({ filters }, set) => (
        <>
          <Choice
            label={t("areas.kind")}
            value={filters["kind"]}
            options={KINDS.map((kind) => [kind, t(`areas.kind.${kind}`)])}
            onChange={(value) => set("kind", value)}
          />
          <Choice
            label={t("areas.state")}
            value={filters["state"]}
            options={STATES.map((state) => [state, t(`areas.state.${state}`)])}
            onChange={(value) => set("state", value)}
          />
          <Days filters={filters} onChange={set} />
        </>
      )}
    />
  );
}

function columns(): Column<AreaImportLine>[] {
  return [
    { name: "filename", title: t("areas.file"), sortable: true, cell: (line) => <Origin {...line} /> },
    { name: "kind", title: t("areas.kind"), sortable: true, cell: ({ kind }) => t(`areas.kind.${kind}`) },
    { name: "state", title: t("areas.state"), sortable: true, cell: ({ state }) => <ImportState state={state} /> },
    { name: "valid_from", title: t("areas.valid_from"), sortable: true, figures: true, minor: true, cell: ({ valid_from }) => valid_from },
    {
      name: "counts",
      title: t("areas.counts"),
      figures: true,
      cell: (line) => t("areas.counts_of", { applied: line.applied_count, good: line.good_count, all: line.feature_count }),
    },
    {
      name: "at",
      title: t("areas.checked_by"),
      sortable: true,
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
