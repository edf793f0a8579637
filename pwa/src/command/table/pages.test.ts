import { expect, test } from "vitest";
import { readAsFar, type PageOf } from "./pages";

/** A server with so many rows, and what it was asked for. */
function server(rows: number) {
  const asked: [after: string | null, limit: number][] = [];
  const load = (after: string | null, limit: number): Promise<PageOf<number>> => {
    asked.push([after, limit]);
    const from = Number(after ?? 0);
    const items = Array.from({ length: Math.min(limit, rows - from) }, (_, i) => from + i);
    return Promise.resolve({ items, next: from + limit < rows ? String(from + limit) : null });
  };
  return { asked, load };
}
const { signal } = new AbortController();

test("who comes anew gets one page", async () => {
  const { asked, load } = server(1000);
  expect((await readAsFar(load, null, 0, signal)).items).toHaveLength(50);
  expect(asked).toEqual([[null, 50]]);
});

test("who comes back gets as many rows as they had, in as few answers as the server allows", async () => {
  const { asked, load } = server(1000);
  const { items, next } = await readAsFar(load, null, 450, signal);
  expect(items).toEqual(Array.from({ length: 450 }, (_, i) => i));
  expect(next).toBe("450");
  expect(asked).toEqual([[null, 200], ["200", 200], ["400", 50]]);
});

test("a list that has become shorter ends where it ends", async () => {
  const { asked, load } = server(230);
  expect(await readAsFar(load, null, 450, signal)).toMatchObject({ next: null, items: { length: 230 } });
  expect(asked).toHaveLength(2);
});
