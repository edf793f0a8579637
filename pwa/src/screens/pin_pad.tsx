/** Typing a PIN: big keys for gloves, a real field for keyboards and screen readers. Nothing is sent by itself. */

import { Delete } from "lucide";
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../i18n";
import { Icon } from "../ui/icon";
import { Banner } from "../ui/parts";
import "./pin_pad.css";

const DIGITS = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];
const BUZZ_MS = [60, 40, 60];

type Props = {
  label: string;
  /** On the button that ends it. */
  yes: string;
  busy?: boolean;
  /** Nothing can be typed now, for instance during a wait. */
  off?: boolean;
  /** What was wrong, read out at once. Every failure brings a new object, so that the same words are said again. */
  wrong?: { words: string } | null;
  onEnter(pin: string): void;
};

export function PinPad({ label, yes, busy = false, off = false, wrong = null, onEnter }: Props) {
  const [pin, setPin] = useState("");
  const [letters, setLetters] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (wrong === null) return;
    setPin("");
    navigator.vibrate?.(BUZZ_MS);
    field.current?.focus();
  }, [wrong]);
  useEffect(() => {
    if (!off) field.current?.focus();
  }, [off, letters]);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (pin !== "" && !busy && !off) onEnter(pin);
  };
  const type = (sign: string) => setPin((before) => before + sign);
  return (
    <form class="pin-pad" onSubmit={submit} autocomplete="off">
      <label class="field">
        <span>{label}</span>
        <input
          ref={field}
          key={wrong ? wrong.words : ""}
          class={wrong ? "pin-field shaken" : "pin-field"}
          type="password"
          name="pin"
          autocomplete="off"
          // The keys below are ours; a hardware keyboard types as ever.
          inputMode={letters ? "text" : "none"}
          value={pin}
          disabled={off || busy}
          aria-invalid={wrong !== null}
          onInput={(event) => setPin(event.currentTarget.value)}
        />
      </label>
      {wrong && (
        <Banner tone="danger" icon="warning" alert>
          {wrong.words}
        </Banner>
      )}
      {!letters && (
        <div class="pin-keys" role="group" aria-label={t("lock.keys")}>
          {DIGITS.map((digit) => (
            <Key key={digit} off={off || busy} press={() => type(digit)}>
              {digit}
            </Key>
          ))}
          <Key off={off || busy} label={t("lock.letters")} press={() => setLetters(true)}>
            <small>{t("lock.letters_short")}</small>
          </Key>
          <Key off={off || busy} press={() => type("0")}>
            0
          </Key>
          <Key off={off || busy} label={t("lock.rub")} press={() => setPin((before) => before.slice(0, -1))}>
            <Icon name={Delete} />
          </Key>
        </div>
      )}
      {letters && (
        <button type="button" class="button quiet" onClick={() => setLetters(false)}>
          {t("lock.digits")}
        </button>
      )}
      <button type="submit" class="button primary big" disabled={off || busy || pin === ""}>
        {busy ? t("lock.busy") : yes}
      </button>
    </form>
  );
}

type KeyProps = { children: preact.ComponentChildren; label?: string; off: boolean; press(): void };

function Key({ children, label, off, press }: KeyProps) {
  return (
    <button type="button" class="pin-key" aria-label={label} disabled={off} onClick={press}>
      {children}
    </button>
  );
}
