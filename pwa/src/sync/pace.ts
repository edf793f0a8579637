/** How an upload goes on over a line that drops: how much is sent at a time, and what is taken up again. */

/**
 * Bytes of one request. The server counts every byte that arrived, but a browser repeats a request of its own accord
 * when a line is reset, from where it was: on a line that drops, small requests waste less. While all goes well a
 * request is a sixteenth of what has got through since, so that its loss is never much beside that.
 */
const FIRST_BYTES = 1 << 20;
const LARGEST_BYTES = 4 << 20;
const SMALLEST_BYTES = 64 << 10;
const SHARE = 1 / 16;
/**
 * A dropped line is taken up again at once, from the byte the server has; progress starts the series anew. When it is
 * through, the queue decides when to try again, as for everything else.
 */
const RESUME_AFTER_MS = [300, 1_000, 3_000];
/**
 * No answer; the server has more than we thought (the browser itself repeats a request on a reset line); it is busy
 * with the last bytes; they arrived damaged.
 */
const RESUMED = new Set([0, 409, 423, 460]);

type Failure = { originalResponse?: { getStatus(): number } | null };

/** Options of tus-js-client. `upload` is the one they are for, once it has been made. */
export function paced(upload: () => { options: { chunkSize?: number } }) {
  let least = FIRST_BYTES;
  let through = 0;
  return {
    chunkSize: FIRST_BYTES,
    retryDelays: RESUME_AFTER_MS,
    onShouldRetry: ({ originalResponse }: Failure) => {
      [least, through] = [SMALLEST_BYTES, 0];
      upload().options.chunkSize = least;
      return RESUMED.has(originalResponse?.getStatus() ?? 0);
    },
    onChunkComplete: (bytes: number) => {
      through += bytes;
      upload().options.chunkSize = Math.min(LARGEST_BYTES, Math.max(least, Math.round(through * SHARE)));
    },
  };
}
