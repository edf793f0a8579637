import { afterEach, expect, test, vi } from "vitest";
import "../testing/fresh";
import { aCapture } from "../testing/chain";
import { aPhoto } from "../testing/ops";
import { readBytes } from "../store/media";
import { afterAttempt } from "./queue";
import { sendMedium } from "./upload";

afterEach(() => vi.unstubAllGlobals());

test.each([
  ["received", "2026-11-26T01:00:00Z", "done"],
  ["erased", "2026-11-26T01:00:00Z", "done"],
  // Other bytes arrived, and nobody sent the right ones before its time was over.
  ["erased", null, "attention"],
])("what the server calls %s (read back: %s) is %s, and its bytes stay for a receipt to free", async (state, verified_at, then) => {
  const photo = await aCapture("lead");
  vi.stubGlobal("fetch", async () => Response.json({ id: photo.id, state, verified_at }));
  const op = aPhoto({ id: photo.id, phase: "verify" });
  const outcome = await sendMedium(op, photo, () => undefined, new AbortController().signal);
  expect(afterAttempt(op, outcome, 0, 1).state).toBe(then);
  expect((await readBytes(photo.id, 0, photo.size)).byteLength).toBe(photo.size);
});
