/** The page around the components: what is shown, and in which dress. */

import type { ComponentChildren, ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { language, onLanguage, setLanguage, t } from "../i18n";
import { change, settings, TEXT_SIZES } from "../store/settings";
import { Choice } from "../ui/choice";
import { useValue } from "../ui/observable";
import { setTheme, theme, THEMES } from "../ui/theme";
import { Toast } from "../ui/toast";
import { Shared } from "./shared";
import { Forms } from "./forms";

export type Kind = "phone" | "desk";

const KINDS = [
  { value: "phone", name: "手机 · Phone" },
  { value: "desk", name: "指挥室 · Desk" },
] as const;
const LANGUAGES = [
  { value: "zh", name: "中文", lang: "zh-CN" },
  { value: "en", name: "English", lang: "en" },
] as const;

export function Showcase({ kind, parts: Parts }: { kind: Kind; parts: ComponentType }) {
  const [, again] = useState(0);
  useEffect(() => onLanguage(() => again((n) => n + 1)), []);
  const looks = useValue(theme);
  const { text_size } = useValue(settings);
  return (
    <div class={`showcase of-${kind}`}>
      <header class="showcase-head">
        <h1>枫巡 · UI</h1>
        <Choice label="页面 · Page" options={KINDS} value={kind} onChoose={(page) => location.assign(`?page=${page}`)} />
        <Choice label="语言 · Language" options={LANGUAGES} value={language()} onChoose={setLanguage} />
        <Choice
          label={t("theme.label")}
          options={THEMES.map((value) => ({ value, name: t(`theme.${value}`) }))}
          value={looks}
          onChoose={setTheme}
        />
        <Choice
          label="字号 · Text size"
          options={TEXT_SIZES.map((value) => ({ value, name: `${value} %` }))}
          value={text_size}
          onChoose={(size) => change({ text_size: size })}
        />
      </header>
      {/* Words are read while drawing: another language draws everything anew. */}
      <main key={language()} class="showcase-parts">
        <Shared />
        <Forms />
        <Parts />
      </main>
      <Toast />
    </div>
  );
}

/** One component with a name, in as many states as there are children. */
export function Part({ name, wide, children }: { name: string; wide?: boolean; children: ComponentChildren }) {
  return (
    <section class={wide ? "showcase-part wide" : "showcase-part"} aria-label={name}>
      <h2>{name}</h2>
      {children}
    </section>
  );
}
