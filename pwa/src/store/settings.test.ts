import { expect, test } from "vitest";
import { parsed } from "./settings";

const FIRST = parsed(null);

test("who has set nothing sends everything over any network, with the screen kept on", () => {
  expect(FIRST).toMatchObject({ wifi_only: false, paused: false, keep_screen: true, text_size: 100 });
});

test("what was set is read back", () => {
  const set = { ...FIRST, wifi_only: true, sound: false, text_size: 130 as const };
  expect(parsed(JSON.stringify(set))).toEqual(set);
});

test.each(["", "nonsense", "null", "[]", '"words"', '{"paused":"yes","text_size":900}'])(
  "%j counts as nothing set",
  (text) => expect(parsed(text)).toEqual(FIRST),
);

test("what an older version did not know has its first value", () => {
  expect(parsed('{"wifi_only":true}')).toEqual({ ...FIRST, wifi_only: true });
});
