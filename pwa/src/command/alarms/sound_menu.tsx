/** Sound and do-not-disturb, in the head of every page: how it stands in words, and the settings behind it. */

import { BellOff, Volume2, VolumeX } from "lucide";
import { useRef } from "preact/hooks";
import { t } from "../../i18n";
import { stopwatch } from "../../ui/format";
import { Icon } from "../../ui/icon";
import { useNow } from "../../ui/now";
import { useValue } from "../../ui/observable";
import { useShutting } from "../../ui/use_shutting";
import { begun, ended, isQuiet, quietLeft, type Cue, type SoundSettings } from "./quiet";
import { blocked, play, setSound, sound, unlockSound } from "./sound";

const CUES: readonly Cue[] = ["sos", "alarm", "lead", "lost"];
const MINUTES: readonly (15 | 60)[] = [15, 60];

export function SoundMenu() {
  const settings = useValue(sound);
  const silenced = useValue(blocked);
  const now = useNow(1000);
  const menu = useRef<HTMLDetailsElement>(null);
  useShutting(menu);
  if (silenced && settings.on) {
    return (
      <button type="button" class="button small sound-blocked" onClick={() => void unlockSound()}>
        <Icon name={VolumeX} size={20} />
        {t("sound.unblock")}
      </button>
    );
  }
  const quiet = isQuiet(settings, now);
  const icon = quiet ? BellOff : settings.on && settings.volume > 0 ? Volume2 : VolumeX;
  return (
    <details class="sound-menu" ref={menu}>
      <summary class={`button small ${quiet || !settings.on ? "off" : ""}`}>
        <Icon name={icon} size={20} />
        {stateText(settings, now)}
      </summary>
      <div class="sound-panel card">
        <label class="sound-switch">
          <input
            type="checkbox"
            checked={settings.on}
            onChange={(event) => setSound({ ...settings, on: event.currentTarget.checked })}
          />
          {t("sound.on")}
        </label>
        <label class="field">
          <span>{t("sound.volume", { n: Math.round(settings.volume * 100) })}</span>
          <input
            type="range"
            min={0}
            max={100}
            step={5}
            value={Math.round(settings.volume * 100)}
            disabled={!settings.on}
            onInput={(event) => setSound({ ...settings, volume: Number(event.currentTarget.value) / 100 })}
          />
        </label>
        <fieldset>
          <legend>{t("sound.test")}</legend>
          <div class="buttons">
            {CUES.map((cue) => (
              <button key={cue} type="button" class="button small" onClick={() => void play(cue)}>
                {t(`sound.cue.${cue}`)}
              </button>
            ))}
          </div>
        </fieldset>
        <Disturbing settings={settings} now={now} />
      </div>
    </details>
  );
}

function Disturbing({ settings, now }: { settings: SoundSettings; now: number }) {
  const silence = useRef<HTMLInputElement>(null);
  const begin = (minutes: number | null) =>
    setSound(begun(settings, minutes, silence.current?.checked ?? false, Date.now()));
  if (isQuiet(settings, now)) {
    return (
      <fieldset>
        <legend>{t("quiet.title")}</legend>
        <p class="hint">{t(settings.quiet?.sos ? "quiet.all_silent" : "quiet.sos_heard")}</p>
        <p class="hint">{t("quiet.so_far", { n: settings.missed.length })}</p>
        <button type="button" class="button primary" onClick={() => setSound(ended(settings))}>
          {t("quiet.end")}
        </button>
      </fieldset>
    );
  }
  return (
    <fieldset>
      <legend>{t("quiet.title")}</legend>
      <p class="hint">{t("quiet.note")}</p>
      <label class="sound-switch">
        <input type="checkbox" ref={silence} />
        {t("quiet.sos_too")}
      </label>
      <div class="buttons">
        {MINUTES.map((minutes) => (
          <button key={minutes} type="button" class="button small" onClick={() => begin(minutes)}>
            {t(`quiet.for_${minutes}`)}
          </button>
        ))}
        <button type="button" class="button small" onClick={() => begin(null)}>
          {t("quiet.for_ever")}
        </button>
      </div>
    </fieldset>
  );
}

function stateText(settings: SoundSettings, now: number): string {
  if (!settings.on || settings.volume <= 0) return t("sound.is_off");
  if (!isQuiet(settings, now)) return t("sound.is_on");
  const left = quietLeft(settings, now);
  return left === null ? t("quiet.now") : t("quiet.left", { time: stopwatch(left).replace(/^0:/, "") });
}
