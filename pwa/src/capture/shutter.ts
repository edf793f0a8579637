/** A click and a short buzz when a photo has been taken, for whoever cannot see the screen in the sun. */

import { settings } from "../store/settings";

const CLICK_S = 0.05;
let audio: AudioContext | null = null;

/** Call it from the tap itself: browsers make no sound without one. Never raises. */
export function shutter(): void {
  const { sound, vibration } = settings.get();
  if (vibration) navigator.vibrate?.(40);
  if (sound) click();
}

/** Two notes and a long buzz: something new, for whoever does not look at the screen. Never raises. */
export function ring(): void {
  const { sound, vibration } = settings.get();
  try {
    if (vibration) navigator.vibrate?.([300, 150, 300]);
  } catch {
    // Some browsers refuse before the first touch.
  }
  if (!sound || !mayBeHeard()) return;
  note(880, 0, 0.25);
  note(1_175, 0.3, 0.4);
}

/** Before the first touch a browser lets nothing be heard, save of an installed app; making its sounds ready costs a start. */
function mayBeHeard(): boolean {
  return navigator.userActivation?.hasBeenActive !== false || matchMedia("(display-mode: standalone)").matches;
}

function click(): void {
  note(1_800, 0, CLICK_S);
}

/** `after` and `length` in seconds. */
function note(hz: number, after: number, length: number): void {
  try {
    audio ??= new AudioContext();
    void audio.resume().catch(() => undefined);
    const [tone, loud] = [audio.createOscillator(), audio.createGain()];
    const begin = audio.currentTime + after;
    tone.frequency.value = hz;
    loud.gain.setValueAtTime(0.2, begin);
    loud.gain.exponentialRampToValueAtTime(0.001, begin + length);
    tone.connect(loud).connect(audio.destination);
    tone.start(begin);
    tone.stop(begin + length);
  } catch {
    // Without sound the picture is just as good.
  }
}
