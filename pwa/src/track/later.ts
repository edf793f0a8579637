/** Recording, fetched for whoever patrols. */

import type { LocalPatrol } from "../store/records";

let recorder: Promise<typeof import("./recorder")> | null = null;

/** Have it here before there is a patrol: it must not depend on a network then. */
export function fetchRecorder(): Promise<typeof import("./recorder")> {
  recorder ??= import("./recorder");
  recorder.catch(() => (recorder = null));
  return recorder;
}

/** Make recording fit a patrol; see `fitRecording` of `recorder.ts`. */
export async function fitRecording(patrol: LocalPatrol | undefined, resumed: boolean): Promise<void> {
  if (!patrol && !recorder) return;
  await (await fetchRecorder()).fitRecording(patrol, resumed);
}
