/** How long ago something was come near, in classes that are told apart by how dense they are drawn. Pure. */

const HOUR_S = 3600;
/** Upper ends of the classes; what is older is the next, what was not seen the last. */
export const AGE_ENDS_S = [24 * HOUR_S, 3 * 24 * HOUR_S, 7 * 24 * HOUR_S] as const;
export const AGE_OPACITY = [0.85, 0.6, 0.4, 0.22, 0.16] as const;

/** 0 is within a day; the last is "not in this time". */
export function ageClass(seconds: number | null): number {
  if (seconds === null) return AGE_ENDS_S.length + 1;
  const found = AGE_ENDS_S.findIndex((end) => seconds < end);
  return found < 0 ? AGE_ENDS_S.length : found;
}
