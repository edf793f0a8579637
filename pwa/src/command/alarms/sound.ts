/** Plays tones with Web Audio. A browser lets a page sound only after somebody has touched it: then it is said. */

import { afterStart } from "../../ui/lazy";
import { observable } from "../../ui/observable";
import { FRESH, readSettings, type Cue, type SoundSettings } from "./quiet";
import { TONES, type Note } from "./tones";

const KEY = "command.sound";
/** Fades at both ends of a note, seconds: without them it clicks. */
const FADE_S = 0.012;

export const sound = observable<SoundSettings>(
  typeof localStorage === "undefined" ? FRESH : readSettings(localStorage.getItem(KEY)),
);
/** The browser does not let us sound yet: said from the start where nobody has touched the page, so that nothing moves when it is found out. */
export const blocked = observable(typeof navigator !== "undefined" && navigator.userActivation?.hasBeenActive === false);

let context: AudioContext | null = null;

export function setSound(next: SoundSettings): void {
  if (next === sound.get()) return;
  sound.set(next);
  localStorage.setItem(KEY, JSON.stringify(next));
}

/** Get ready, and try again with every touch until the browser allows it. Returns how to stop. */
export function prepareSound(): () => void {
  const unlock = () => void unlockSound();
  // Another window of this browser has changed the settings.
  const follow = ({ key, newValue }: StorageEvent) => key === KEY && sound.set(readSettings(newValue));
  addEventListener("pointerdown", unlock);
  addEventListener("keydown", unlock);
  addEventListener("storage", follow);
  // A tenth of a second on a slow machine, so the room is drawn first: a first touch, or a first alarm, makes ready at once.
  const callOff = afterStart(unlock);
  return () => {
    callOff();
    removeEventListener("pointerdown", unlock);
    removeEventListener("keydown", unlock);
    removeEventListener("storage", follow);
  };
}

function newContext(): AudioContext | null {
  if (typeof AudioContext === "undefined") return null;
  const made = new AudioContext();
  // A busy machine may take longer to begin than anybody waits for it.
  made.addEventListener("statechange", () => blocked.set(made.state !== "running"));
  return made;
}

/** Whether the browser lets us sound now. */
export async function unlockSound(): Promise<boolean> {
  context ??= newContext();
  if (!context) {
    blocked.set(true);
    return false;
  }
  if (context.state !== "running") {
    // `resume` may wait for a touch for ever: the state a moment later is the answer.
    void context.resume().catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  blocked.set(context.state !== "running");
  return context.state === "running";
}

/** Play a cue; does nothing while the browser does not let us. */
export async function play(cue: Cue, volume = sound.get().volume): Promise<void> {
  if (!(await unlockSound()) || !context) return;
  const begin = context.currentTime + 0.05;
  for (const note of TONES[cue]) playNote(context, note, begin, volume);
}

function playNote(audio: AudioContext, { at, hz, for: length, wave, loud }: Note, begin: number, volume: number): void {
  const oscillator = audio.createOscillator();
  const gain = audio.createGain();
  oscillator.type = wave;
  oscillator.frequency.value = hz;
  const [from, to] = [begin + at, begin + at + length];
  // Loudness is heard by its square.
  const level = loud * volume * volume;
  gain.gain.setValueAtTime(0, from);
  gain.gain.linearRampToValueAtTime(level, from + FADE_S);
  gain.gain.setValueAtTime(level, to - FADE_S);
  gain.gain.linearRampToValueAtTime(0, to);
  oscillator.connect(gain).connect(audio.destination);
  oscillator.start(from);
  oscillator.stop(to);
}
