/** One checked file: on the map and as rows, what is wrong and how to mend it, what to take of it, and taking it back. */

import { Download } from "lucide";
import { useEffect, useMemo, useState } from "preact/hooks";
import type { Area, AreaImport, AreaRepair, ImportShape } from "../../api/types";
import { language, t, type Word } from "../../i18n";
import { Icon } from "../../ui/icon";
import { lazy } from "../../ui/lazy";
import { Banner, Chip } from "../../ui/parts";
import { Failed, Loading } from "../../ui/states";
import { sentence } from "../requests";
import { csv, saveFile } from "../table/csv";
import { Checking } from "./checking";
import { Decide } from "./decide";
import type { Sent } from "./page";
import { ImportState } from "./past";
import { codesOf, dayAfter, guessedEpsg, isError, mendWord, questions, rowsOf, said, shared, type Shared } from "./report";
import { ReportMap } from "./report_map";
import { ReportTable } from "./report_table";
import { readAreas, readImport, readRepairs, readShapes } from "./requests";

const Repairs = lazy(
  () => import("./edit/file_repairs").then((module) => module.FileRepairs),
  undefined,
  () => import("../../i18n/edit").then((module) => module.editWords()),
  true,
);

type Props = { id: string; sent: Sent | null; onChecked(sent: Sent): void };
type Loaded = { report: AreaImport; shapes: readonly ImportShape[]; old: readonly Area[]; repairs: readonly AreaRepair[] };

export function ImportView({ id, sent, onChecked }: Props) {
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [turn, setTurn] = useState(0);
  const [selected, select] = useState<number | null>(null);
  const [repair, setRepair] = useState<number | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    setFailure(null);
    load(id, abort.signal).then(setLoaded, (error: unknown) => {
      if (!abort.signal.aborted) setFailure(sentence(error));
    });
    return () => abort.abort();
  }, [id, turn]);
  const report = loaded?.report;
  const bad = useMemo(
    () => new Set((loaded?.report.features ?? []).filter(({ ok }) => !ok).map(({ index }) => index)),
    [loaded?.report.features],
  );
  const rows = useMemo(() => (loaded ? rowsOf(loaded.report) : []), [loaded?.report.features]);
  const common = useMemo(() => (report ? shared(report) : []), [report?.features]);
  const mended = useMemo(() => new Set(common.map(({ code }) => code)), [common]);
  if (failure) return <Failed reason={t("table.failed", { reason: failure })} again={() => setTurn(turn + 1)} />;
  if (!loaded || !report) return <Loading lines={6} />;
  const asked = questions(codesOf(report));
  return (
    <>
      <Summary report={report} />
      <Decide report={report} onChanged={(next) => setLoaded({ ...loaded, report: next })} />
      {sent && (report.state === "checked" || report.state === "refused") && !report.decided_at && (
        <details class="again" open={asked.length > 0}>
          <summary>{t("areas.again")}</summary>
          <Checking before={sent} asked={asked} guesses={{ epsg: guessedEpsg(report) }} onChecked={onChecked} />
        </details>
      )}
      <Remedies common={common} />
      {loaded.repairs.length > 0 && <Repairs id={id} repairs={loaded.repairs} chosen={repair} onChoose={setRepair} />}
      <div class="report">
        <ReportMap
          shapes={loaded.shapes}
          bad={bad}
          old={loaded.old}
          selected={selected}
          onPick={select}
          repair={repair === null ? null : (loaded.repairs[repair] ?? null)}
        />
        <ReportTable rows={rows} mended={mended} selected={selected} onSelect={select} tools={<Save report={report} />} />
      </div>
    </>
  );
}

async function load(id: string, signal: AbortSignal): Promise<Loaded> {
  const [report, shapes, repairs] = await Promise.all([readImport(id, signal), readShapes(id, signal), readRepairs(id, signal)]);
  // What was, or will have been, in force on the day before: the old beside the new, also after the decision.
  const old = await readAreas(report.kind, dayAfter(report.valid_from, -1), signal);
  return { report, shapes, old, repairs };
}

function Summary({ report }: { report: AreaImport }) {
  return (
    <section class="report-summary" aria-label={t("areas.report")}>
      <h3>
        {report.filename} {report.origin === "map" && <Chip tone="info">{t("areas.origin.map")}</Chip>} <ImportState state={report.state} />
      </h3>
      <p>
        {t("areas.summary", {
          kind: t(`areas.kind.${report.kind}`),
          all: report.feature_count,
          good: report.good_count,
          bad: report.feature_count - report.good_count,
          date: report.valid_from,
        })}
      </p>
      {report.problems.map((problem) => {
        const mend = mendWord(problem.code);
        return (
          <Banner key={problem.code} tone={isError(problem) ? "danger" : "warn"} icon="warning">
            <strong>{said(problem, language())}</strong>
            {mend && <span>{t("areas.mend", { how: t(mend) })}</span>}
          </Banner>
        );
      })}
    </section>
  );
}

/** What mends the defects of many rows: said once, not in every row. */
function Remedies({ common }: { common: readonly Shared[] }) {
  if (common.length === 0) return null;
  return (
    <ul class="report-remedies plain" aria-label={t("areas.how")}>
      {common.map(({ code, rows, first }) => (
        <li key={code}>
          <strong>{t("areas.rows_n", { n: rows, what: said(first, language()) })}</strong>{" "}
          {t("areas.mend", { how: t(mendWord(code) as Word) })}
        </li>
      ))}
    </ul>
  );
}

/** The report as a file, for whoever made the map. */
function Save({ report }: { report: AreaImport }) {
  const save = () => {
    const head = [t("areas.row"), t("areas.code"), t("areas.name"), t("areas.town"), t("areas.verdict"), t("areas.what"), t("areas.how")];
    const rows = report.features.map(({ index, code, name, town_code, ok, errors }) => [
      index + 1,
      code,
      name,
      town_code ?? "",
      t(ok ? "areas.good" : "areas.bad"),
      errors.map((finding) => said(finding, language())).join(" "),
      [...new Set(errors.flatMap(({ code: found }) => mendWord(found) ?? []))].map((word) => t(word)).join(" "),
    ]);
    saveFile(`${report.filename}.csv`, "text/csv;charset=utf-8", csv([head, ...rows]));
  };
  return (
    <button type="button" class="button small" onClick={save}>
      <Icon name={Download} size={20} /> {t("areas.save")}
    </button>
  );
}
