/** Do not disturb: what may be heard, for how long not, and what was missed meanwhile. Pure. */

/** What can be heard. */
export type Cue = "sos" | "alarm" | "lead" | "lost";

/** `until` null: until it is ended by hand. `sos`: calls for help are silent, too; they are seen all the same. */
export type Quiet = { since: number; until: number | null; sos: boolean };

export type Missed = { cue: "sos" | "alarm" | "lead"; id: string; at: number };

/** Kept in this browser. `volume` 0 to 1. */
export type SoundSettings = { on: boolean; volume: number; quiet: Quiet | null; missed: readonly Missed[] };

export const FRESH: SoundSettings = { on: true, volume: 0.7, quiet: null, missed: [] };
const MOST_MISSED = 200;

export function isQuiet({ quiet }: SoundSettings, now: number): boolean {
  return quiet !== null && (quiet.until === null || now < quiet.until);
}

/** Milliseconds that are left; null when it lasts until it is ended; 0 when it is over or there is none. */
export function quietLeft({ quiet }: SoundSettings, now: number): number | null {
  if (quiet === null) return 0;
  return quiet.until === null ? null : Math.max(0, quiet.until - now);
}

/** Whether this is played now. */
export function audible(settings: SoundSettings, cue: Cue, now: number): boolean {
  if (!settings.on || settings.volume <= 0) return false;
  if (!isQuiet(settings, now)) return true;
  return cue === "sos" && !settings.quiet?.sos;
}

/** `minutes` null: until ended by hand. Going on being quiet keeps what was missed so far. */
export function begun(settings: SoundSettings, minutes: number | null, sos: boolean, now: number): SoundSettings {
  const until = minutes === null ? null : now + minutes * 60_000;
  return { ...settings, quiet: { since: now, until, sos }, missed: isQuiet(settings, now) ? settings.missed : [] };
}

export function ended(settings: SoundSettings): SoundSettings {
  return { ...settings, quiet: null };
}

/** Write down what came while it was quiet. Once each, however often it is told. */
export function withMissed(settings: SoundSettings, came: readonly Missed[], now: number): SoundSettings {
  if (!isQuiet(settings, now)) return settings;
  const fresh = came.filter(({ id }) => !settings.missed.some((known) => known.id === id));
  return fresh.length === 0 ? settings : { ...settings, missed: [...settings.missed, ...fresh].slice(-MOST_MISSED) };
}

/** What to list now that it is over; nothing while it lasts. */
export function toTell(settings: SoundSettings, now: number): readonly Missed[] {
  return isQuiet(settings, now) ? [] : settings.missed;
}

/** What was kept, with whatever does not fit left out: another version of this page may have written it. */
export function readSettings(text: string | null): SoundSettings {
  let kept: unknown;
  try {
    kept = JSON.parse(text ?? "null");
  } catch {
    return FRESH;
  }
  if (typeof kept !== "object" || kept === null) return FRESH;
  const { on, volume, quiet, missed } = kept as Partial<SoundSettings>;
  return {
    on: typeof on === "boolean" ? on : FRESH.on,
    volume: typeof volume === "number" && volume >= 0 && volume <= 1 ? volume : FRESH.volume,
    quiet: quiet && typeof quiet.since === "number" ? quiet : null,
    missed: Array.isArray(missed) ? missed.slice(-MOST_MISSED) : [],
  };
}
