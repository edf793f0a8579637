/** How much the phone can still keep, and whether that was why something could not be kept. */

/** Bytes left for this app; null where the browser does not say. */
export async function roomLeft(): Promise<number | null> {
  const { usage, quota } = (await navigator.storage?.estimate?.()) ?? {};
  return usage === undefined || quota === undefined ? null : Math.max(0, quota - usage);
}

/** Less than this is said. */
export const LITTLE_BYTES = 200 << 20;

/** Whether the disk had no room: whatever the browser calls it. */
export function isFull(error: unknown): boolean {
  const name = error instanceof Error || error instanceof DOMException ? error.name : "";
  return name === "QuotaExceededError" || name === "NS_ERROR_DOM_QUOTA_REACHED";
}
