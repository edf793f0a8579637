/** From when on something is said to be wrong with a patrol. */

/** Older than this, and the position is no longer where the officer is. */
export const STALE_MS = 60_000;
/** Per cent. */
export const LOW_BATTERY = 20;
