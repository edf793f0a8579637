import { expect, test } from "vitest";
import { withKey } from "./commands";

const sources = import.meta.glob<string>(["../**/*.tsx", "../../ui/*.tsx"], { query: "?raw", import: "default", eager: true });

test("every button of the desk that shows a sign alone says in a title what it does", () => {
  const tags = Object.entries(sources).flatMap(([path, code]) =>
    [...code.matchAll(/<(?:button|summary|a)\b[^<]*?class="icon-button[^<]*?>/gs)].map(([tag]) => [path, tag] as const),
  );
  expect(tags.length).toBeGreaterThan(20);
  expect(tags.filter(([, tag]) => !/\btitle=/.test(tag) || !/\baria-label=/.test(tag))).toEqual([]);
});

test("a key stands behind what it does as it stands on the keyboard", () => {
  expect([withKey("关闭", "Escape"), withKey("上一张", "ArrowLeft"), withKey("缩小", "-")]).toEqual([
    "关闭 (Esc)", "上一张 (←)", "缩小 (-)",
  ]);
});
