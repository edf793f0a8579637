/** A medium as it lies there without a chain: what an earlier version of the app has kept. */

import { strictly } from "../store/db";
import { saveParts, type Source } from "../store/media";
import type { Medium } from "../store/records";

export async function saveMedium(medium: Medium, source: Source): Promise<void> {
  await saveParts(medium, source);
  await strictly(["media"], (tx) => tx.objectStore("media").put(medium));
}
