import { differenceCiede2000, filterDeficiencyDeuter, filterDeficiencyProt, filterDeficiencyTrit, wcagContrast } from "culori";
import { describe, expect, test } from "vitest";
import { LEAD_MARKS, OFFICER_MARKS, type Mark } from "../map/marks";
import source from "./tokens.css?raw";

type Tokens = Record<string, string>;
const css = source.replace(/\/\*[\s\S]*?\*\//g, "");

/** Custom properties of every rule with exactly this selector. */
function rule(selector: string): Tokens {
  const at = css.indexOf(`${selector} {`);
  if (at < 0) throw new Error(`tokens.css has no rule ${selector}`);
  const body = css.slice(css.indexOf("{", at) + 1, css.indexOf("}", at));
  return Object.fromEntries([...body.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name, value]));
}

const light = rule(":root");
const dark = { ...light, ...rule(':root[data-theme="dark"]') };
const sun = { ...light, ...rule(':root[data-theme="sun"]') };
const THEMES: [string, Tokens, text: number][] = [
  ["light", light, 4.5],
  ["dark", dark, 4.5],
  ["sun", sun, 7],
];

const TEXT: [text: string, on: string[]][] = [
  ["--text", ["--ground", "--surface", "--surface-2"]],
  ["--text-2", ["--ground", "--surface", "--surface-2"]],
  ["--primary", ["--ground", "--surface", "--primary-soft"]],
  ["--on-primary", ["--primary", "--primary-press"]],
  ["--on-primary-soft", ["--primary-soft"]],
  ["--ok", ["--ok-soft", "--surface", "--ground", "--surface-2"]],
  ["--warn", ["--warn-soft", "--surface", "--ground"]],
  ["--danger", ["--danger-soft", "--surface", "--ground"]],
  ["--info", ["--info-soft", "--surface", "--ground"]],
  ["--on-danger", ["--danger"]],
  ["--ground", ["--text"]],
  ["--surface", ["--info"]],
];
const LINES: [line: string, on: string[]][] = [
  ["--line-strong", ["--ground", "--surface", "--surface-2"]],
  ["--focus", ["--ground", "--surface", "--surface-2"]],
  ...[...Object.values(LEAD_MARKS), ...Object.values(OFFICER_MARKS)].map(
    ({ token }): [string, string[]] => [token, ["--surface", "--surface-2", "--mark-ink"]],
  ),
];

describe.each(THEMES)("colours of the theme %s", (_name, tokens, least) => {
  const contrast = (a: string, b: string) => wcagContrast(tokens[a]!, tokens[b]!);
  test.each(TEXT)("%s can be read", (text, grounds) => {
    for (const on of grounds) expect(contrast(text, on), `${text} on ${on}`).toBeGreaterThanOrEqual(least);
  });
  test.each(LINES)("%s can be seen", (line, grounds) => {
    for (const on of grounds) expect(contrast(line, on), `${line} on ${on}`).toBeGreaterThanOrEqual(3);
  });
});

test("the device's wish for dark and the choice of dark look the same", () => {
  expect(rule(':root[data-theme="auto"]')).toEqual(rule(':root[data-theme="dark"]'));
});

test("light and dark define the same colours", () => {
  const colours = (tokens: Tokens) => Object.keys(tokens).filter((name) => /^(#|rgb)/.test(tokens[name] ?? ""));
  const known = rule(':root[data-theme="dark"]');
  expect(colours(light).filter((name) => !(name in known))).toEqual([]);
});

/** CIEDE2000; two plain colours that far apart are told apart beside each other at a glance. */
const APART = 11;
const EYES: [string, (colour: string) => unknown][] = [
  ["protanopia", filterDeficiencyProt(1) as (colour: string) => unknown],
  ["deuteranopia", filterDeficiencyDeuter(1) as (colour: string) => unknown],
  ["tritanopia", filterDeficiencyTrit(1) as (colour: string) => unknown],
  // What a cheap projector in a bright room leaves of a colour: half of it, the rest is white light.
  ["a pale projector", (colour) => washed(colour)],
];

function washed(hex: string): string {
  const half = [1, 3, 5].map((at) => Math.round((Number.parseInt(hex.slice(at, at + 2), 16) + 255) / 2));
  return `#${half.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

const SETS: [string, Record<string, Mark>][] = [
  ["leads", LEAD_MARKS],
  ["officers", OFFICER_MARKS],
];

/** Colours that stand beside each other on the map all day and say opposite things. */
const OPPOSITES: [Mark, Mark][] = [
  [OFFICER_MARKS.fresh, OFFICER_MARKS.late],
  [OFFICER_MARKS.fresh, OFFICER_MARKS.stale],
  [LEAD_MARKS.reported, LEAD_MARKS.accepted],
];

describe.each(EYES)("%s", (_eye, seen) => {
  const distance = differenceCiede2000();
  const apart = (a: string, b: string) => distance(seen(a) as string, seen(b) as string);
  test.each(THEMES)("keeps opposites apart by colour alone in the theme %s", (_name, tokens) => {
    for (const [a, b] of OPPOSITES)
      expect(apart(tokens[a.token]!, tokens[b.token]!), `${a.token} ${b.token}`).toBeGreaterThanOrEqual(APART);
  });
});

test("the check notices a green and a red of equal lightness", () => {
  const seen = filterDeficiencyDeuter(1);
  expect(differenceCiede2000()(seen("#b0603a"), seen("#7d7a3a"))).toBeLessThan(APART);
});

describe.each(THEMES)("marks in the theme %s", (_name, tokens) => {
  describe.each(EYES)("seen with %s", (_eye, seen) => {
    test.each(SETS)("of %s differ by shape, or by a colour far enough away", (_set, marks) => {
      const distance = differenceCiede2000();
      const all = Object.entries(marks);
      const alike = all.flatMap(([name, mark], at) =>
        all.slice(at + 1).flatMap(([other, { shape, token }]) => {
          const apart = distance(seen(tokens[mark.token]!) as string, seen(tokens[token]!) as string);
          return apart < APART && shape === mark.shape ? [`${name} and ${other}: ${apart.toFixed(1)}`] : [];
        }),
      );
      expect(alike).toEqual([]);
    });
  });
});
