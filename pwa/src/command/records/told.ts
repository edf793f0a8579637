/** What the log kept beside an action, as a sentence. Pure; what it does not know it still tells, as it was recorded. */

import { t, type Word } from "../../i18n";
import { exactTime } from "../../ui/format";

type Detail = Record<string, unknown>;
type Names = Readonly<Record<string, string>>;

/** Numbers of other records, digests and the order of a list: for the file and the proof, not for reading. */
const UNSAID = new Set([
  "step", "event_id", "hold_id", "sha256", "sm3", "object_key", "version", "manifest", "key", "public_key", "prev", "sort", "begin",
  "end",
]);
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/** `names`: what ids and codes in it stand for. */
export function toldOf(detail: Detail, names: Names = {}): string {
  const parts = Object.entries(detail).filter(([name, value]) => !UNSAID.has(name) && !isNothing(value));
  return [spanOf(detail), ...parts.map(([name, value]) => part(name, value, names))].filter(Boolean).join(t("told.and"));
}

function part(name: string, value: unknown, names: Names): string {
  const what = known(`told.${name}`) ?? name;
  return t("told.one", { what, value: valueOf(name, value, names) });
}

function valueOf(name: string, value: unknown, names: Names): string {
  if (Array.isArray(value)) return value.map((each) => valueOf(name, each, names)).join(t("told.list"));
  if (typeof value === "object" && value !== null) return t("told.in", { what: toldOf(value as Detail, names) });
  if (typeof value === "boolean") return t(value ? "told.yes" : "told.no");
  const text = String(value);
  const id = UUID.test(text) ? `…${text.slice(-4).toUpperCase()}` : text;
  if (Object.hasOwn(names, text)) return t("told.named", { name: names[text] ?? "", id });
  if (id !== text) return id;
  if (MOMENT.test(text)) return exactTime(Date.parse(text));
  return known(`told.${name}.${text}`) ?? text;
}

/** From when to when; the day of the end is said when it is another. */
function spanOf({ begin, end }: Detail): string {
  const [from, to] = [begin, end].map((at) => (typeof at === "string" && MOMENT.test(at) ? exactTime(Date.parse(at)) : ""));
  if (!from && !to) return "";
  const until = from && to && from.slice(0, 10) === to.slice(0, 10) ? to.slice(11) : to;
  return t("told.span", { from: from || "…", to: until || "…" });
}

function isNothing(value: unknown): boolean {
  return value === null || (typeof value === "object" && Object.values(value as object).every(isNothing));
}

function known(word: string): string | undefined {
  const text = t(word as Word);
  return text === word ? undefined : text;
}
