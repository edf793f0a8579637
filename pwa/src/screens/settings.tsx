/** Settings of this phone: how it looks and sounds, what it sends when, whether it keeps what it has. */

import type { Me } from "../api/types";
import { language, t, type Language } from "../i18n";
import { switchLanguage } from "../i18n/phone";
import { change, settings, TEXT_SIZES } from "../store/settings";
import { Choice } from "../ui/choice";
import { useValue } from "../ui/observable";
import { Section } from "../ui/parts";
import { Switch } from "../ui/switch";
import { setTheme, theme, THEMES } from "../ui/theme";
import { toast } from "../ui/toast";
import { About } from "./settings_about";
import { SigningKeyState } from "./settings_key";
import { LogSeen } from "./settings_log";
import { Keeping } from "./settings_keeping";

const LANGUAGES: { value: Language; lang: string; name: string }[] = [
  { value: "zh", lang: "zh-CN", name: "中文" },
  { value: "en", lang: "en", name: "English" },
];

function speak(code: Language): void {
  void switchLanguage(code).catch(() => toast(t("app.no_network"), { tone: "danger" }));
}

export function Settings({ me }: { me: Me }) {
  const set = useValue(settings);
  return (
    <>
      <Look />
      <Section title={t("settings.patrol")}>
        <div class="card">
          <Switch
            on={set.keep_screen}
            note={t("duty.keep_screen_note")}
            onChange={(keep_screen) => change({ keep_screen })}
          >
            {t("duty.keep_screen")}
          </Switch>
        </div>
      </Section>
      <Section title={t("settings.capture")}>
        <div class="card">
          <Switch on={set.sound} onChange={(sound) => change({ sound })}>
            {t("settings.sound")}
          </Switch>
          <Buzz on={set.vibration} />
        </div>
      </Section>
      <Section title={t("settings.sending")}>
        <div class="card">
          <Switch
            on={set.wifi_only}
            note={t("settings.wifi_only_note")}
            onChange={(wifi_only) => change({ wifi_only })}
          >
            {t(set.wifi_for === "films" ? "settings.wifi_films" : "settings.wifi_media")}
          </Switch>
        </div>
      </Section>
      <SigningKeyState me={me} />
      <LogSeen me={me} />
      <Keeping />
      <About />
    </>
  );
}

function Buzz({ on }: { on: boolean }) {
  const can = "vibrate" in navigator;
  return (
    <Switch
      on={can && on}
      disabled={!can}
      note={can ? undefined : t("settings.no_vibration")}
      onChange={(vibration) => change({ vibration })}
    >
      {t("settings.vibration")}
    </Switch>
  );
}

function Look() {
  const shown = useValue(theme);
  const { text_size } = useValue(settings);
  return (
    <Section title={t("settings.look")}>
      <div class="card">
        <Choice label={t("account.language")} options={LANGUAGES} value={language()} onChoose={speak} />
        <Choice
          label={t("settings.theme")}
          options={THEMES.map((value) => ({ value, name: t(`settings.theme_${value}`) }))}
          value={shown}
          onChoose={setTheme}
        />
        <Choice
          label={t("settings.text_size")}
          options={TEXT_SIZES.map((value) => ({ value, name: t(`settings.text_${value}`) }))}
          value={text_size}
          onChoose={(size) => change({ text_size: size })}
        />
        <p class="hint">{t("settings.sample")}</p>
      </div>
    </Section>
  );
}
