/** The verifier as a page: package and policy are read here and go nowhere. */

import { verify } from "./checking.ts";
import { policyOf } from "./policy.ts";
import { NEXT } from "./next.ts";
import { WORDS, type Language, type PageWord } from "./page_words.ts";
import { byWeight, summary, worstOf } from "./summary.ts";
import { Bad, verdictOf, wordsOf, type Result } from "./verdicts.ts";

const $ = <E extends HTMLElement>(id: string): E => document.getElementById(id) as E;
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
  $("lacks").replaceChildren(...lacks());
  $("problem").textContent = problem ?? "";
  $("results").hidden = shown === null;
  if (shown) list(shown);
}

/** What keeps the button grey, and where it comes from; a page that was saved knows no system to fetch it from. */
function lacks(): (string | HTMLElement)[] {
  if (Boolean(files.package) === Boolean(files.policy)) return [];
  if (files.policy) return [t("lacks_package")];
  if (!location.protocol.startsWith("http")) return [t("lacks_policy"), t("where_policy")];
  const link = element("a", t("fetch_policy")) as HTMLAnchorElement;
  [link.href, link.download] = ["/api/evidence/policy.txt", "policy.txt"];
  return [t("lacks_policy"), " ", link];
}

function element(name: string, ...inside: (string | HTMLElement)[]): HTMLElement {
  const made = document.createElement(name);
  made.append(...inside);
  return made;
}

function list(results: Result[]): void {
  const worst = worstOf(results);
  const passed = results.filter(({ code }) => code === null).length;
  $("whole").className = worst.toLowerCase();
  $("whole").replaceChildren(t(worst), " ", element("small", worst));
  $("summary").textContent = summary(results, language);
  $("each").textContent = `${t("each")} (${passed}/${results.length})`;
  $("rows").replaceChildren(...byWeight(results).map(row));
}

function row(result: Result): HTMLElement {
  const { code, item } = result;
  const verdict = verdictOf(result);
  const why = code ? [`${wordsOf(code, language)} `, element("small", code), element("div", NEXT[code][language][1])] : [];
  const line = element("tr", element("td", `${t(verdict)} `, element("small", verdict)), element("td", item), element("td", ...why));
  line.className = verdict.toLowerCase();
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
