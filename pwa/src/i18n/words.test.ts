import { describe, expect, test } from "vitest";

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
