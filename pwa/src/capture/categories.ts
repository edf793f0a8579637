/** Finding a category: by name, by the initials of its pinyin, by its code. Pure. */

import type { Category } from "../api/types";

/** So many of somebody's last reports tell what they use most: it changes slowly, and follows them to other work. */
const COUNTED = 20;

/** A report that somebody made: its category, and when, epoch ms. */
export type Used = { id: string; code: string; at: number };

/** Codes that somebody uses, the most used of their last reports first, of equally many the one used last. */
export function mostUsed(used: readonly Used[]): string[] {
  const by = new Map(used.filter(({ code }) => code !== "").map((one) => [one.id, one]));
  const last = [...by.values()].sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1)).slice(0, COUNTED);
  const counts = new Map<string, number>();
  for (const { code } of last) counts.set(code, (counts.get(code) ?? 0) + 1);
  // Sorting keeps what is equal in its order, which is from the latest on.
  return [...counts].sort(([, a], [, b]) => b - a).map(([code]) => code);
}

/** The first `most` of `own` that are among them stand first; the rest keeps its order. */
export function ownFirst(categories: readonly Category[], own: readonly string[], most = own.length): Category[] {
  const first = own.flatMap((code) => categories.filter((category) => category.code === code)).slice(0, most);
  return [...first, ...found(categories.filter((category) => !first.includes(category)), "")];
}

/** Best matches first; all of them when nothing is asked for. */
export function found(categories: readonly Category[], query: string): Category[] {
  const words = query.trim().toLowerCase();
  const scored = categories.map((category) => ({ category, score: score(category, words) }));
  return scored
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.category.order - b.category.order)
    .map(({ category }) => category);
}

/** The word by which it was found, where its name does not say it. */
export function foundBy({ name_zh, keywords }: Category, query: string): string | null {
  const words = query.trim();
  if (words === "" || name_zh.includes(words)) return null;
  return keywords.find((keyword) => isChinese(keyword) && (keyword.startsWith(words) || isSaid(keyword, words))) ?? null;
}

/** Where what no class is made for belongs: the last of each group (GB/T 30428.2: sub-class 99). */
export function others(categories: readonly Category[]): Category[] {
  return categories.filter(({ event_code }) => event_code?.endsWith("99"));
}

function isChinese(text: string): boolean {
  return /[^\x00-\x7f]/.test(text);
}

/** Somebody has typed more than the word: 路边垃圾堆. */
function isSaid(known: string, words: string): boolean {
  return isChinese(known) && words.includes(known);
}

function score({ name_zh, name_en, event_code, keywords }: Category, words: string): number {
  if (words === "") return 1;
  if (keywords.some((keyword) => keyword.toLowerCase() === words)) return 5;
  if (name_zh.startsWith(words)) return 4;
  if (name_zh.includes(words)) return 3;
  if (keywords.some((keyword) => keyword.toLowerCase().startsWith(words))) return 3;
  if ([name_zh, ...keywords].some((known) => isSaid(known, words))) return 2;
  if (name_en.toLowerCase().includes(words) || keywords.some((keyword) => keyword.includes(words))) return 2;
  return event_code?.includes(words) ? 1 : 0;
}
