/** What was found, in one sentence for whoever has to decide: what is there, what is wrong, what is missing, and who does what. */

import { NEXT } from "./next.ts";
import type { Language } from "./page_words.ts";
import { isIncomplete, verdictOf, type Code, type Result, type Verdict } from "./verdicts.ts";

const ORDER: readonly Verdict[] = ["FAIL", "INCOMPLETE", "PASS"];
/** Of an original that is not in the package. */
const ABSENT: readonly (Code | null)[] = ["not_received", "withheld", "erased", "entry_missing"];

export const byWeight = (results: readonly Result[]): Result[] =>
  [...results].sort((one, two) => ORDER.indexOf(verdictOf(one)) - ORDER.indexOf(verdictOf(two)));

export const worstOf = (results: readonly Result[]): Verdict =>
  ORDER.find((verdict) => results.some((result) => verdictOf(result) === verdict)) ?? "FAIL";

export function summary(results: readonly Result[], language: Language): string {
  const codes = new Set(results.flatMap(({ code }) => code ?? []));
  const wrong = [...codes].filter((code) => !isIncomplete(code));
  const missing = [...codes].filter(isIncomplete);
  const zh = language === "zh";
  const parts = [originals(results, wrong.length > 0, zh)];
  if (wrong.length > 0) parts.push((zh ? "有问题：" : "wrong: ") + told(wrong, results, language));
  if (missing.length > 0) parts.push((zh ? "还缺：" : "missing: ") + told(missing, results, language));
  return parts.filter((part) => part !== "").join(zh ? "；" : "; ") + (zh ? "。" : ".");
}

/** Unchanged is what a sealed entry shows; where anything is wrong it is only said that it agrees. */
function originals(results: readonly Result[], wrong: boolean, zh: boolean): string {
  const all = results.filter(({ item }) => item.startsWith("originals/"));
  if (all.length === 0) return "";
  const count = (is: (code: Code | null) => boolean) => all.filter(({ code }) => is(code)).length;
  const same = count((code) => code === null);
  const absent = count((code) => ABSENT.includes(code));
  const bad = count((code) => code !== null && !isIncomplete(code) && !ABSENT.includes(code));
  const open = all.length - same - absent - bad;
  const good = zh ? (wrong ? "与封存的记录相符" : "内容未被改动") : wrong ? "as the sealed record says" : "unchanged";
  const kinds: [number, string][] = zh
    ? [[bad, "不通过"], [same, good], [open, "尚不能证明未被改动"], [absent, "不在包内"]]
    : [[bad, "failed"], [same, good], [open, "not yet shown to be unchanged"], [absent, "not in the package"]];
  const head = zh ? `原件 ${all.length} 件` : `Originals: ${all.length}`;
  if (same === all.length) return zh ? `${head}，${good.replace("未", "均未")}` : `${head}, ${good}`;
  const some = kinds.filter(([n]) => n > 0).map(([n, what]) => (zh ? `${n} 件${what}` : `${n} ${what}`));
  return head + (zh ? "：" : " – ") + some.join(zh ? "、" : ", ");
}

function told(codes: readonly Code[], results: readonly Result[], language: Language): string {
  const one = (code: Code) => {
    const [what, next] = NEXT[code][language];
    const n = results.filter((result) => result.code === code).length;
    return language === "zh" ? `${what}${n > 1 ? ` ${n} 处` : ""}（${next}）` : `${what}${n > 1 ? `, ${n} times` : ""} (${next})`;
  };
  return codes.map(one).join(language === "zh" ? "、" : ", ");
}
