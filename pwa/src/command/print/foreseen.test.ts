import { expect, test } from "vitest";
import type { Media, MediaFacts } from "../../api/types";
import { foreseen, signable } from "./foreseen";

const medium = (more: Partial<Media> = {}) => ({ state: "received", role: "original", derived_from: null, ...more }) as Media;
const facts = (chain: MediaFacts["chain"], more: Partial<Media> = {}) => ({ ...medium(more), chain }) as MediaFacts;

test("of what is here and signed with an approved key nothing is foreseen", () => {
  expect(foreseen([medium(), medium()], [facts("signed"), facts("signed")])).toEqual([]);
});

test("a key that nobody has approved is told before, and by how many files", () => {
  const told = foreseen([medium(), medium()], [facts("key_not_approved"), facts("key_not_approved")]);
  expect(told).toEqual([{ lack: "key_not_approved", n: 2 }]);
});

test("what is wrong comes before what is only missing", () => {
  const media = [medium({ state: "uploading" }), medium({ state: "erased" }), medium(), medium()];
  const told = foreseen(media, [facts("gap"), facts("unsigned"), facts("mismatch"), facts("broken")]);
  expect(told.map(({ lack, n }) => [lack, n])).toEqual([["wrong", 2], ["unsigned", 1], ["gap", 1], ["waiting", 1], ["erased", 1]]);
});

test("of what has not arrived it is not said that its signature is missing", () => {
  expect(foreseen([medium({ state: "declared" })], [facts("unsigned", { state: "declared" })])).toEqual([{ lack: "waiting", n: 1 }]);
});

test("copies are not asked for a phone's signature", () => {
  const media = [medium(), medium({ role: "voice" }), medium({ role: "stamped", derived_from: "a" }), medium({ role: "redacted" })];
  expect(signable(media)).toEqual(media.slice(0, 2));
});
