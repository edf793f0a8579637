/** The sheet of keys: grouped, searchable in both languages, with the switch for single keys. */

import { useEffect, useRef, useState } from "preact/hooks";
import { inBoth, t } from "../../i18n";
import { Icon } from "../../ui/icon";
import { useValue } from "../../ui/observable";
import { signOf, withKey } from "./commands";
import { found, type Listed } from "./listed";
import "./sheet.css";
import { setSingleKeys, singleKeys } from "./use_keys";

export function KeySheet({ onClose }: { onClose(): void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState("");
  const on = useValue(singleKeys);
  useEffect(() => dialog.current?.showModal(), []);
  const groups = found(text, ({ word }) => inBoth(word).join("\n"));
  return (
    <dialog ref={dialog} class="key-sheet" aria-labelledby="key-sheet-title" onClose={onClose}>
      <header>
        <h2 id="key-sheet-title">{t("key.title")}</h2>
        <button type="button" class="icon-button" aria-label={t("app.close")} title={withKey(t("app.close"), "Escape")} onClick={() => dialog.current?.close()}>
          <Icon name="close" />
        </button>
      </header>
      <input
        type="search"
        aria-label={t("key.find")}
        placeholder={t("key.find")}
        value={text}
        onInput={({ currentTarget }) => setText(currentTarget.value)}
      />
      <label class="key-switch">
        <input type="checkbox" checked={on} onChange={({ currentTarget }) => setSingleKeys(currentTarget.checked)} />
        <span>
          {t("key.single")}
          <small>{t("key.single_note")}</small>
        </span>
      </label>
      <div class="key-groups">
        {groups.map(({ group, lines }) => (
          <section key={group} aria-labelledby={`key-${group}`}>
            <h3 id={`key-${group}`}>{t(`key.group.${group}`)}</h3>
            <dl>
              {lines.map((line) => (
                <Line key={`${line.word} ${line.keys[0]}`} line={line} off={!on && line.single === true} />
              ))}
            </dl>
          </section>
        ))}
        {groups.length === 0 && <p class="empty">{t("key.none")}</p>}
      </div>
    </dialog>
  );
}

/** A row of numbers by its ends. */
function listed(keys: readonly string[]): readonly string[] {
  return keys.length > 4 && keys[0]?.startsWith("Shift+") ? [`${keys[0]} … ${keys.at(-1)?.replace("Shift+", "")}`] : keys;
}

function Line({ line: { keys, word }, off }: { line: Listed; off: boolean }) {
  const shown = off ? keys.filter((key) => /^(Arrow|Ctrl)/.test(key)) : keys;
  return (
    <div class={shown.length === 0 ? "off" : undefined}>
      <dt>
        {listed(shown).map((key) => (
          <kbd key={key}>{signOf(key)}</kbd>
        ))}
        {shown.length === 0 && t("key.off")}
      </dt>
      <dd>{t(word)}</dd>
    </div>
  );
}
