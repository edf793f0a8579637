import { describe, expect, test, vi } from "vitest";
import { learn, setLanguage, t, type Word } from ".";

type Set = Record<string, string>;
/** Every `NAME.zh.ts` has a `NAME.en.ts` beside it; each exports one set of words. */
const modules = import.meta.glob<Record<string, Set>>("./*.{zh,en}.ts", { eager: true });
const setOf = (file: string): Set => Object.values(modules[file] ?? {})[0] ?? {};
const names = [...new Set(Object.keys(modules).map((file) => file.replace(/^\.\/|\.(zh|en)\.ts$/g, "")))];
const sets = names.map((name): [string, Set, Set] => [name, setOf(`./${name}.zh.ts`), setOf(`./${name}.en.ts`)]);

const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

describe.each(sets)("words of %s", (_name, zh, en) => {
  test("are the same in both languages", () => expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort()));
  test("are never empty", () => {
    expect([...Object.entries(zh), ...Object.entries(en)].filter(([, text]) => text.trim() === "")).toEqual([]);
  });
  test("have the same gaps to fill", () => {
    for (const [word, text] of Object.entries(zh)) expect([word, places(en[word] ?? "")]).toEqual([word, places(text)]);
  });
  test("are Chinese where they should be", () => {
    const plain = Object.entries(zh).filter(
      ([, text]) => !/[\u4e00-\u9fff]/.test(text) && /[a-z]{4}/i.test(text.replace(/\{\w+\}/g, "")),
    );
    expect(plain.filter(([word]) => word !== "box.hash")).toEqual([]);
  });
});

test("in English one of something is told as one, and of all else as many", () => {
  vi.stubGlobal("localStorage", { setItem: () => undefined });
  vi.stubGlobal("document", { documentElement: {} });
  const one: Word = "areas.applied";
  learn({ [one]: "已导入 {n} 个区域" }, { [one]: "{n} {n|area|areas} imported" });
  const told = (n: number | string) => t(one, { n });
  setLanguage("en");
  expect([told(0), told(1), told(2), told("1"), told("1,001")]).toEqual([
    "0 areas imported", "1 area imported", "2 areas imported", "1 area imported", "1,001 areas imported",
  ]);
  setLanguage("zh");
  expect(told(1)).toBe("已导入 1 个区域");
  vi.unstubAllGlobals();
});

test("no count in English stands before a word that is only right for many", () => {
  // A number that is never one: what a limit allows, and pixels of a width.
  const never = new Set(["capture.too_many", "password.rule", "pane.width", "voice.limits", "film.limits"]);
  const wrong = sets.flatMap(([, , en]) =>
    Object.entries(en).filter(([word, text]) => !never.has(word) && /\{n\} (?:more |new |good )?(?!is\b|this\b)[a-z]+s\b|\(s\)/.test(text)),
  );
  expect(wrong).toEqual([]);
});
