/** The verifier as a page: package and policy are read here and go nowhere. */

import { verify } from "./checking.ts";
import { policyOf } from "./policy.ts";
import { Bad, verdictOf, wordsOf, type Result, type Verdict } from "./verdicts.ts";
import { WORDS, type Language, type PageWord } from "./page_words.ts";

const $ = <E extends HTMLElement>(id: string): E => document.getElementById(id) as E;
const ORDER: readonly Verdict[] = ["FAIL", "INCOMPLETE", "PASS"];
let language: Language = navigator.language.startsWith("zh") ? "zh" : "en";
let shown: Result[] | null = null;
let problem: string | null = null;
const files: { package: File | null; policy: File | null } = { package: null, policy: null };

const t = (word: PageWord): string => WORDS[word][language];

function say(): void {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  document.title = t("title");
  for (const element of document.querySelectorAll<HTMLElement>("[data-word]")) element.textContent = t(element.dataset["word"] as PageWord);
  for (const name of ["package", "policy"] as const) $(`${name}-name`).textContent = files[name]?.name ?? t("none");
  $<HTMLButtonElement>("check").disabled = !files.package || !files.policy;
  $("problem").textContent = problem ?? "";
  $("results").hidden = shown === null;
  if (shown) list(shown);
}

function list(results: Result[]): void {
  const worst = ORDER.find((verdict) => results.some((result) => verdictOf(result) === verdict)) ?? "FAIL";
  const passed = results.filter((result) => verdictOf(result) === "PASS").length;
  const whole = $("whole");
  whole.className = worst.toLowerCase();
  whole.textContent = `${worst} · ${t(worst)} (${passed}/${results.length})`;
  const sorted = [...results].sort((one, two) => ORDER.indexOf(verdictOf(one)) - ORDER.indexOf(verdictOf(two)));
  $("rows").replaceChildren(...sorted.map(row));
}

function row(result: Result): HTMLElement {
  const line = document.createElement("tr");
  const verdict = verdictOf(result);
  line.className = verdict.toLowerCase();
  const why = result.code ? `${result.code}: ${wordsOf(result.code, language)}` : "";
  for (const text of [verdict, result.item, why]) {
    const cell = document.createElement("td");
    cell.textContent = text;
    line.append(cell);
  }
  return line;
}

async function check(): Promise<void> {
  if (!files.package || !files.policy) return;
  [shown, problem] = [null, null];
  $("busy").hidden = false;
  say();
  try {
    shown = await verify(files.package, await policyOf(await files.policy.text()));
  } catch (error) {
    problem = error instanceof Bad ? `${t("bad_policy")} ${error.message}` : `${t("broken")} ${String(error)}`;
  }
  $("busy").hidden = true;
  say();
}

/** A ZIP is the package, whatever else is the policy. */
function take(given: Iterable<File>): void {
  for (const file of given) files[/\.zip$/i.test(file.name) ? "package" : "policy"] = file;
  [shown, problem] = [null, null];
  say();
}

for (const name of ["package", "policy"] as const) {
  const input = $<HTMLInputElement>(name);
  input.addEventListener("change", () => {
    files[name] = input.files?.[0] ?? null;
    [shown, problem] = [null, null];
    say();
  });
}
document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => {
  event.preventDefault();
  take(event.dataTransfer?.files ?? []);
});
$("check").addEventListener("click", () => void check());
$("language").addEventListener("click", () => {
  language = language === "zh" ? "en" : "zh";
  say();
});
say();
