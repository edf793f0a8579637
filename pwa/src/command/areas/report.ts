/** A report on a file, made ready to be read: rows, what to do about a defect, which questions to ask. Pure. */

import type { AreaImport, FeatureReport, Finding } from "../../api/types";
import type { Language, Word } from "../../i18n";
import { areasZh } from "../../i18n/areas.zh";
import { exactTime } from "../../ui/format";

export type Row = FeatureReport & { id: string };

export function rowsOf(report: AreaImport): Row[] {
  return report.features.map((feature) => ({ ...feature, id: String(feature.index) }));
}

export function isError({ severity = "error" }: Finding): boolean {
  return severity === "error";
}

/** Whether something stands against taking all of it. */
export function isFaulty({ good_count, feature_count, problems }: AreaImport): boolean {
  return good_count < feature_count || problems.some(isError);
}

export function said(finding: Finding, language: Language): string {
  return language === "en" ? finding.en : finding.zh;
}

/** The word that says how a defect is mended, where there is one. */
export function mendWord(code: string): Word | null {
  const word = `areas.mend.${code}`;
  return word in areasZh ? (word as Word) : null;
}

/** Everything that was found, of the file and of its features, each code once. */
export function codesOf(report: AreaImport): Set<string> {
  return new Set([...report.problems, ...report.features.flatMap(({ errors }) => errors)].map(({ code }) => code));
}

export type Shared = { code: string; rows: number; first: Finding };

/** Defects with a remedy that more than one row has, the most frequent first: their remedy is said once for all. */
export function shared({ features }: Pick<AreaImport, "features">): Shared[] {
  const found = new Map<string, Shared>();
  for (const { errors } of features) {
    const once = new Map(errors.map((each) => [each.code, each]));
    for (const [code, first] of once) found.set(code, { first, code, ...found.get(code), rows: (found.get(code)?.rows ?? 0) + 1 });
  }
  return [...found.values()].filter(({ code, rows }) => rows > 1 && mendWord(code) !== null).sort((a, b) => b.rows - a.rows);
}

/** Questions about how to read a file, and by which finding each is called for. */
const ASKED_FOR: Record<string, readonly string[]> = {
  epsg: ["zone_prefixed", "projected", "web_mercator", "crs_unknown", "crs_contradiction"],
  convert: ["gcj02_refused"],
  layer: ["several_layers", "archive_several", "no_layer"],
  encoding: ["encoding"],
  code_field: ["missing_code", "no_code"],
  name_field: ["missing_name", "no_name"],
  town_field: ["unknown_town", "town_differs", "outside_towns"],
};

export function questions(codes: ReadonlySet<string>): string[] {
  return Object.keys(ASKED_FOR).filter((option) => ASKED_FOR[option]?.some((code) => codes.has(code)));
}

/** The system of coordinates that the server guesses, as the number behind "EPSG:". */
export function guessedEpsg(report: AreaImport): string {
  const findings = [...report.problems, ...report.features.flatMap(({ errors }) => errors)];
  const guess = findings.find(({ code }) => ASKED_FOR["epsg"]?.includes(code) && code !== "crs_contradiction");
  return /EPSG:(\d+)/.exec(guess?.zh ?? "")?.[1] ?? "";
}

/** The day it is in China, as YYYY-MM-DD. */
export function dayOf(moment: number): string {
  return exactTime(moment).slice(0, 10);
}

export function dayAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Whether an import can still be taken back, as far as the clock here can tell; the server has the last word. */
export function canWithdraw({ state, decided_at }: Pick<AreaImport, "state" | "decided_at">, now: number): boolean {
  return state === "applied" && decided_at !== null && dayOf(Date.parse(decided_at)) === dayOf(now);
}
