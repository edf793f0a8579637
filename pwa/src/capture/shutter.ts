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

function click(): void {
  try {
    audio ??= new AudioContext();
    void audio.resume().catch(() => undefined);
    const [tone, loud] = [audio.createOscillator(), audio.createGain()];
    tone.frequency.value = 1_800;
    loud.gain.setValueAtTime(0.2, audio.currentTime);
    loud.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + CLICK_S);
    tone.connect(loud).connect(audio.destination);
    tone.start();
    tone.stop(audio.currentTime + CLICK_S);
  } catch {
    // Without sound the picture is just as good.
  }
}
