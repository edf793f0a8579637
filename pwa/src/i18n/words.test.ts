import { describe, expect, test } from "vitest";
import { commandEn } from "./command.en";
import { commandZh } from "./command.zh";
import { mapEn } from "./map.en";
import { mapZh } from "./map.zh";
import { phoneEn } from "./phone.en";
import { phoneZh } from "./phone.zh";

const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

describe.each([
  ["phone", phoneZh, phoneEn],
  ["command room", commandZh, commandEn],
  ["map", mapZh, mapEn],
] as [string, Record<string, string>, Record<string, string>][])("words of the %s", (_name, zh, en) => {
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
