/** How this phone opens for me: with a PIN, or by itself when nobody else uses it. */

import { useState } from "preact/hooks";
import type { Me } from "../api/types";
import { t } from "../i18n";
import { changePerson, rawByDevice, readPeople, readPerson } from "../lock/people";
import { goWithoutPin, openByPin, setPin, steadyNow } from "../lock/pin";
import { weakness, MOST_WRONG } from "../lock/tries";
import { activePatrol } from "../store/patrols";
import type { Person } from "../store/records";
import { Section } from "../ui/parts";
import { useQuery } from "../ui/query";
import { go, replace, route } from "../ui/route";
import { toast } from "../ui/toast";
import { PinPad } from "./pin_pad";
import { freshRaw, lock } from "./session";
import { tabsOf } from "./tabs";
import "./lock.css";

type Step = "look" | "old" | "new";

export function PhoneLock({ me }: { me: Me }) {
  const person = useQuery(["people", "session"], () => readPerson(me.id), [me.id]);
  const [step, setStep] = useState<Step>("look");
  const [old, setOld] = useState<Uint8Array<ArrayBuffer> | null>(null);
  const others = useQuery(["people"], readPeople, [])?.some(({ id }) => id !== me.id) ?? false;
  if (!person) return null;
  // Without a way back by the password a forgotten PIN would shut everything away for good.
  const ready = person.keys.recovery !== null;
  const begin = () => {
    if (!ready) return go("sign-in");
    setStep(person.keys.pin && !freshRaw(me.id) ? "old" : "new");
  };
  const done = (words: string) => {
    setStep("look");
    toast(words);
    // Whoever has gone on meanwhile is not called back.
    if (!person.decided && route.get().screen === "lock") replace(tabsOf(me)[0]?.screen ?? "outbox");
  };
  const took = (raw: Uint8Array<ArrayBuffer>) => {
    setOld(raw);
    setStep("new");
  };
  if (step === "old") return <OldPin person={person} took={took} />;
  if (step === "new") return <NewPin person={person} old={old} done={() => done(t("lock.set"))} />;
  return (
    <>
      <section class="card">
        <h2>{t(person.keys.pin ? "lock.has_pin" : person.decided ? "lock.has_none" : "lock.ask")}</h2>
        <p>{t(person.keys.pin ? "lock.has_pin_note" : person.decided ? "lock.has_none_note" : "lock.ask_note")}</p>
        {!ready && <p class="hint">{t("lock.needs_password")}</p>}
        <div class="lock-choice">
          <button type="button" class="button primary big" onClick={begin}>
            {t(person.keys.pin ? "lock.change" : "lock.set_pin")}
          </button>
          {!person.keys.pin && !person.decided && !others && (
            <button type="button" class="button big" onClick={() => void without(me.id).then(() => done(t("lock.kept")))}>
              {t("lock.only_me")}
            </button>
          )}
        </div>
        {!person.decided && <p class="hint">{t(others ? "lock.shared_note" : "lock.only_me_note")}</p>}
      </section>
      {person.keys.pin ? <After person={person} /> : person.decided && <Swap me={me} />}
    </>
  );
}

async function without(id: string): Promise<void> {
  await goWithoutPin(id, null);
}

function OldPin({ person, took }: { person: Person; took(raw: Uint8Array<ArrayBuffer>): void }) {
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<{ words: string } | null>(null);
  const enter = async (pin: string) => {
    setBusy(true);
    const opened = await openByPin(person.id, pin, steadyNow());
    setBusy(false);
    if ("raw" in opened) return took(opened.raw);
    const { wrong: n, wait_ms } = opened.tries;
    const words = wait_ms > 0 || n >= MOST_WRONG ? t("lock.later") : t("lock.wrong", { n: MOST_WRONG - n });
    setWrong({ words });
  };
  return <PinPad label={t("lock.old_pin")} yes={t("lock.next")} busy={busy} wrong={wrong} onEnter={(pin) => void enter(pin)} />;
}

/** Typed twice: a slip would otherwise shut the person out. */
function NewPin({ person, old, done }: { person: Person; old: Uint8Array<ArrayBuffer> | null; done(): void }) {
  const [first, setFirst] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<{ words: string } | null>(null);
  const choose = (pin: string) => {
    const weak = weakness(pin);
    if (weak) return setWrong({ words: t(`lock.too_${weak}`) });
    setWrong(null);
    setFirst(pin);
  };
  const repeat = async (pin: string) => {
    if (pin !== first) {
      setFirst(null);
      return setWrong({ words: t("lock.differ") });
    }
    setBusy(true);
    const raw = old ?? freshRaw(person.id) ?? (await rawByDevice(person));
    if (raw) await setPin(person.id, raw, pin, steadyNow());
    setBusy(false);
    if (raw) done();
    else setWrong({ words: t("lock.needs_password") });
  };
  return (
    <>
      <p class="hint">{t("lock.rule")}</p>
      <PinPad
        key={first === null ? "first" : "again"}
        label={t(first === null ? "lock.new_pin" : "lock.again")}
        yes={t(first === null ? "lock.next" : "lock.set_pin")}
        busy={busy}
        wrong={wrong}
        onEnter={(pin) => (first === null ? choose(pin) : void repeat(pin))}
      />
    </>
  );
}

/** Somebody else takes the phone, and there is no code to lock it with. */
function Swap({ me }: { me: Me }) {
  const patrol = useQuery(["patrols"], () => activePatrol(me.id), [me.id]);
  // Nobody could open the lock screen that would lie over it.
  const running = patrol?.state === "running";
  return (
    <section class="card">
      <h2>{t("lock.swap_title")}</h2>
      <p>{t(running ? "lock.swap_running" : "lock.swap_note")}</p>
      <button type="button" class="button big" disabled={running} onClick={() => void lock()}>
        {t("lock.swap")}
      </button>
    </section>
  );
}

const MINUTES = [1, 5, 15, 30];

function After({ person }: { person: Person }) {
  const choose = (lock_after_min: number) => void changePerson(person.id, (known) => ({ ...known, lock_after_min }));
  return (
    <Section title={t("lock.after")}>
      <div class="lock-minutes" role="group" aria-label={t("lock.after")}>
        {MINUTES.map((n) => (
          <button key={n} type="button" class="button" aria-pressed={person.lock_after_min === n} onClick={() => choose(n)}>
            {t("lock.minutes", { n })}
          </button>
        ))}
      </div>
      <p class="hint">{t("lock.after_note")}</p>
      <button type="button" class="button big" onClick={() => void lock()}>
        {t("lock.now")}
      </button>
    </Section>
  );
}
