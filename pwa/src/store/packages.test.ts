import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { begun, keptPackages, packageBytes, takeAlong, type Progress } from "./packages";

/** As much of a browser's cache as packages need: bodies by address. */
class Shelf {
  private readonly kept = new Map<string, { body: Blob; headers: Headers }>();

  async put(key: string, answer: Response): Promise<void> {
    this.kept.set(key, { body: await answer.blob(), headers: answer.headers });
  }
  async match(key: string | Request): Promise<Response | undefined> {
    const found = this.kept.get(pathOf(key));
    return found && new Response(found.body, { headers: found.headers });
  }
  async keys(): Promise<Request[]> {
    return [...this.kept.keys()].map((key) => new Request(`https://x.test${key}`));
  }
  async delete(key: string | Request): Promise<boolean> {
    return this.kept.delete(pathOf(key));
  }
}

const pathOf = (key: string | Request) => (typeof key === "string" ? key : new URL(key.url).pathname);
const TOWN = "330681109";
const KB = 1024;

/** A server with a package of some bytes; `breaksAt`: how many parts come before the line breaks. */
function server(body: Uint8Array<ArrayBuffer>, version: string) {
  const asked: string[] = [];
  const line = { breaksAt: Infinity, made: true };
  const listed = () => ({
    town_code: TOWN, town_name: "枫桥镇", version, made_at: null, failed: false,
    size: line.made ? body.length : null, percent: line.made ? null : 40,
  });
  vi.stubGlobal("fetch", async (_: string, { headers, method }: { headers: Record<string, string>; method: string }) => {
    const range = /bytes=(\d+)-(\d+)/.exec(headers["range"] ?? "");
    if (!range) {
      const answer = method === "PUT" ? listed() : [((line.made = true), listed())];
      return new Response(JSON.stringify(answer));
    }
    if (asked.length >= line.breaksAt) throw new TypeError("Failed to fetch");
    asked.push(range[0]);
    if (headers["if-match"] !== `"${version}"`) return new Response("{}", { status: 409 });
    return new Response(body.slice(Number(range[1]), Number(range[2]) + 1), { status: 206 });
  });
  return { asked, line };
}

const bytes = (n: number) => Uint8Array.from({ length: n }, (_, i) => i % 251);
const take = (progress: (p: Progress) => void = () => undefined) => takeAlong(TOWN, progress, new AbortController().signal);

beforeEach(() => {
  const shelves = new Map<string, Shelf>();
  vi.stubGlobal("caches", {
    open: async (name: string) => shelves.get(name) ?? shelves.set(name, new Shelf()).get(name),
    has: async (name: string) => shelves.has(name),
  });
});
afterEach(() => vi.unstubAllGlobals());

async function kept(): Promise<Uint8Array> {
  return new Uint8Array((await (await packageBytes(TOWN))?.arrayBuffer()) ?? []);
}

test("a package comes in parts and is kept as it was sent", async () => {
  const body = bytes(600 * KB);
  const { asked } = server(body, "1-a");
  const shares: number[] = [];
  await take(({ step, share }) => step === "taking" && shares.push(share));
  expect(await kept()).toEqual(body);
  expect([asked.length, shares.length]).toEqual([3, 3]);
  expect(await keptPackages()).toMatchObject([{ town_code: TOWN, version: "1-a", size: 600 * KB }]);
});

test("what came before the line broke is not fetched again, and only afterwards forgotten", async () => {
  const body = bytes(600 * KB);
  const { asked, line } = server(body, "1-a");
  line.breaksAt = 2;
  await expect(take()).rejects.toMatchObject({ status: 0 });
  expect([await begun(TOWN, "1-a"), await begun(TOWN, "2-b"), await kept()]).toEqual([512 * KB, 0, new Uint8Array()]);
  line.breaksAt = Infinity;
  await take();
  expect(asked).toHaveLength(3);
  expect([await kept(), await begun(TOWN, "1-a")]).toEqual([body, 0]);
});

test("parts of an older version are not put together with those of a newer one", async () => {
  const { line } = server(bytes(600 * KB), "1-a");
  line.breaksAt = 1;
  await expect(take()).rejects.toMatchObject({ status: 0 });
  const newer = bytes(600 * KB).reverse();
  const { asked } = server(newer, "2-b");
  await take();
  expect(asked).toHaveLength(3);
  expect(await kept()).toEqual(newer);
});

test("while the server makes it, how far that is can be seen", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const { line } = server(bytes(10), "1-a");
  line.made = false;
  const seen: Progress[] = [];
  const taking = take((progress) => seen.push(progress));
  await vi.runAllTimersAsync();
  vi.useRealTimers();
  await taking;
  expect(seen).toEqual([{ step: "making", share: 0.4 }, { step: "taking", share: 0 }]);
});
