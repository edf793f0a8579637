/** Pictures made of an original: they go with it, and a newer one takes the place of the older one. */

import type { MediaRole, Uuid } from "../api/types";
import type { Medium } from "./records";

/** A thing of its own: what a person took, not what the app made of it. */
export function isOriginal({ derived_from }: Medium): boolean {
  return !derived_from;
}

/** What was made of it in this role. */
export function derivedOf(media: readonly Medium[], id: Uuid, role: MediaRole): Medium | undefined {
  return media.find((other) => other.derived_from === id && other.role === role);
}
