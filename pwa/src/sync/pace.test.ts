import { expect, test } from "vitest";
import { paced } from "./pace";

const MIB = 1 << 20;

function line() {
  const upload = { options: {} as { chunkSize?: number } };
  const pace = paced(() => upload);
  upload.options.chunkSize = pace.chunkSize;
  const gone = { originalResponse: null };
  return {
    next: () => upload.options.chunkSize!,
    through: (bytes: number) => pace.onChunkComplete(bytes),
    drop: () => pace.onShouldRetry(gone),
  };
}

test("requests grow to four megabytes on a line that holds", () => {
  const { next, through } = line();
  const sizes = [next()];
  for (let sent = 0; sent < 100 * MIB; sent += next()) {
    through(next());
    sizes.push(next());
  }
  expect(sizes[0]).toBe(MIB);
  expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
  expect(sizes.at(-1)).toBe(4 * MIB);
});

test("after a drop a request is never more than a sixteenth of what has got through since, and 64 KB at least", () => {
  const { next, through, drop } = line();
  for (let n = 0; n < 50; n++) through(next());
  expect(drop()).toBe(true);
  expect(next()).toBe(64 << 10);
  for (let since = 0; since < 20 * MIB; ) {
    since += next();
    through(next());
    expect(next()).toBeLessThanOrEqual(Math.max(64 << 10, since / 16 + 1));
  }
});

test("what the server refuses for good is not taken up again", () => {
  const pace = paced(() => ({ options: {} }));
  const answers = [404, 413, 500, 503].map((status) => pace.onShouldRetry({ originalResponse: { getStatus: () => status } }));
  expect(answers).toEqual([false, false, false, false]);
});
