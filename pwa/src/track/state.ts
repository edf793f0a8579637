/** What the screens may know of recording. The patrol itself is read from the database. */

import { observable } from "../ui/observable";
import type { Battery } from "./battery";
import type { PositionProblem } from "./position";
import type { WakeState } from "./wake_lock";

export type Recording = {
  on: boolean;
  /** Another tab of this browser is recording. */
  elsewhere: boolean;
  wake: WakeState;
  problem: PositionProblem | null;
  /** What the phone said last, recorded or not, and when it said it. */
  heard: { at: number; accuracy_m: number; told: number } | null;
  battery: Battery;
};

export const recording = observable<Recording>({
  on: false,
  elsewhere: false,
  wake: "off",
  problem: null,
  heard: null,
  battery: { level: null, charging: false },
});

export function tellRecording(part: Partial<Recording>): void {
  recording.set({ ...recording.get(), ...part });
}
