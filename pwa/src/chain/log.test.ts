import { hashes, keygen, sign } from "@noble/ed25519";
import { sha512 } from "@noble/hashes/sha2.js";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import "../testing/fresh";
import { base64, hash, hex, utf8 } from "../verify/bytes";
import { leafHash } from "../verify/merkle";
import { watchLog } from "./log";
import { seenLog } from "./seen_log";

hashes.sha512 = sha512;
const HOUR = 3_600_000;
const NAME = "fengxun.test/log";
const { secretKey, publicKey } = keygen();
const data = Uint8Array.of(1, ...publicKey);
const id = hash(utf8(`${NAME}\n`), data).subarray(0, 4);
const vkey = `${NAME}+${hex(id)}+${base64(data)}`;

const node = (left: Uint8Array, right: Uint8Array) => hash(Uint8Array.of(1), left, right);
const leaves = (of: string) => [..."0123456"].map((each) => leafHash(utf8(of + each)));
/** The tree of seven leaves, that of its first three, and what shows that one grew from the other (RFC 6962, 2.1.3). */
function trees([a, b, c, d, e, f, g]: Uint8Array[]) {
  const [ab, efg] = [node(a!, b!), node(node(e!, f!), g!)];
  const [three, seven] = [node(ab, c!), node(node(ab, node(c!, d!)), efg)];
  return { three: note(3, three), seven: note(7, seven), growth: [c!, d!, ab, efg].map(base64) };
}

function note(size: number, root: Uint8Array): string {
  const text = `${NAME}\n${size}\n${base64(root)}\n`;
  return `${text}\n— ${NAME} ${base64(Uint8Array.of(...id, ...sign(utf8(text), secretKey)))}\n`;
}

const [ours, theirs] = [trees(leaves("ours")), trees(leaves("theirs"))];
let shown: string;
let growth: string[] | null;
beforeEach(() => {
  [shown, growth] = [ours.three, ours.growth];
  vi.stubGlobal("fetch", async (address: string) => {
    if (address.includes("policy")) return new Response(`# keys\nlog ${vkey}\nquorum 0\n`);
    if (address.includes("checkpoint")) return new Response(shown);
    return growth ? Response.json({ hashes: growth }) : new Response("{}", { status: 422 });
  });
});
afterEach(() => vi.unstubAllGlobals());

test("a log that grew is followed, once an hour", async () => {
  await watchLog("me", 0);
  shown = ours.seven;
  await watchLog("me", HOUR - 1);
  expect((await seenLog("me"))?.note).toBe(ours.three);
  await watchLog("me", HOUR);
  expect(await seenLog("me")).toEqual({ vkey, note: ours.seven, seen_at: HOUR });
});

test.each([
  ["another history that is longer", theirs.seven, theirs.growth],
  ["one as long", theirs.three, []],
  ["one with the right proof of the other", theirs.seven, ours.growth],
  ["an older log that was put back", note(2, leafHash(utf8("x"))), null],
])("%s is kept beside what was seen before, for good", async (_, other, proof) => {
  await watchLog("me", 0);
  [shown, growth] = [other, proof];
  await watchLog("me", HOUR);
  expect(await seenLog("me")).toMatchObject({ note: ours.three, other });
  [shown, growth] = [ours.seven, ours.growth];
  await watchLog("me", 2 * HOUR);
  expect(await seenLog("me")).toMatchObject({ note: ours.three, other });
});

test("what the log has not signed is not believed and accuses nobody", async () => {
  await watchLog("me", 0);
  shown = theirs.seven.replace("\n7\n", "\n8\n");
  await expect(watchLog("me", HOUR)).rejects.toThrow();
  expect(await seenLog("me")).toEqual({ vkey, note: ours.three, seen_at: 0 });
});
