/** Finding a category: by name, by the initials of its pinyin, by its code. Pure. */

import type { Category } from "../api/types";

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
