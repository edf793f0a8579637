/** One person's PIN: right, wrong, waiting, or off. */

import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../i18n";
import { removePerson, type OnDevice } from "../lock/on_device";
import { openByPin, settleWait, steadyNow } from "../lock/pin";
import { isOff, MOST_WRONG } from "../lock/tries";
import type { Tries } from "../store/records";
import { stopwatch } from "../ui/format";
import { Banner, Confirm } from "../ui/parts";
import { toast } from "../ui/toast";
import { Face } from "./lock_face";
import { PinPad } from "./pin_pad";
import { startAnew, take } from "./session";

type Props = { person: OnDevice; pinNeeded: boolean; back(): void; password(): void };

export function Unlock({ person, pinNeeded, back, password }: Props) {
  const [tries, setTries] = useWait(person.id);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<{ words: string } | null>(null);
  const off = tries !== undefined && isOff(tries);
  const waiting = !off && (tries?.wait_ms ?? 0) > 0;
  const enter = async (pin: string) => {
    setBusy(true);
    try {
      const opened = await openByPin(person.id, pin, steadyNow());
      if ("raw" in opened) return await take(person.id, opened.raw);
      setTries(opened.tries);
      setWrong({ words: t("lock.wrong", { n: MOST_WRONG - opened.tries.wrong }) });
    } catch (error) {
      setWrong({ words: t("app.went_wrong", { reason: String(error) }) });
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <h1 class="lock-who">
        <Face person={person} />
      </h1>
      {pinNeeded && <PinNeededNotice person={person} />}
      {off && (
        <Banner tone="danger" icon="warning" alert>
          <strong>{t("lock.off")}</strong>
          <p>{t("lock.off_note")}</p>
        </Banner>
      )}
      {waiting && (
        <Banner tone="warn" icon="waiting">
          <strong>{t("lock.wait", { time: stopwatch(tries!.wait_ms + 999) })}</strong>
          <p>{t("lock.wait_note")}</p>
        </Banner>
      )}
      {!off && (
        <PinPad
          label={t("lock.pin")}
          yes={t("lock.open")}
          busy={busy}
          off={waiting || tries === undefined}
          wrong={wrong}
          onEnter={(pin) => void enter(pin)}
        />
      )}
      <div class="lock-ways">
        <button type="button" class={off ? "button primary" : "button quiet"} onClick={password}>
          {t("lock.forgot")}
        </button>
        <button type="button" class="button quiet" onClick={back}>
          {t("lock.others")}
        </button>
        {person.unsent === 0 && <Remove person={person} done={back} />}
      </div>
    </>
  );
}

/** The wait as it runs down; written down all the while, so that a reload goes on with it. */
function useWait(id: string): [Tries | undefined, (tries: Tries) => void] {
  const [tries, setTries] = useState<Tries>();
  const waits = tries === undefined || tries.wait_ms > 0;
  useEffect(() => {
    if (!waits) return;
    const look = () => void settleWait(id, steadyNow()).then((now) => now && setTries(now));
    look();
    const timer = setInterval(look, 1000);
    return () => clearInterval(timer);
  }, [id, waits]);
  return [tries, setTries];
}

/** The password was right, but the server does not know this device's old secret. */
function PinNeededNotice({ person }: { person: OnDevice }) {
  const [asking, setAsking] = useState(false);
  return (
    <Banner tone="warn" icon="warning" alert>
      <p>{t("lock.pin_needed")}</p>
      <button type="button" class="button small" onClick={() => setAsking(true)}>
        {t("lock.anew")}
      </button>
      {asking && (
        <Confirm
          title={t("lock.anew_ask")}
          note={t("lock.anew_note", { n: person.unsent })}
          yes={t("lock.anew")}
          danger
          onYes={() => void startAnew(person.id)}
          onNo={() => setAsking(false)}
        />
      )}
    </Banner>
  );
}

function Remove({ person, done }: { person: OnDevice; done(): void }) {
  const [asking, setAsking] = useState(false);
  const remove = async () => {
    setAsking(false);
    if (!(await removePerson(person.id))) return;
    toast(t("lock.removed"));
    done();
  };
  return (
    <>
      <button type="button" class="button quiet" onClick={() => setAsking(true)}>
        {t("lock.remove")}
      </button>
      {asking && (
        <RemoveDialog name={person.display_name || person.name} onYes={() => void remove()} onNo={() => setAsking(false)} />
      )}
    </>
  );
}

/** Anybody who holds the phone can press it, so it says whose things go, and asks whether they agree. */
function RemoveDialog({ name, onYes, onNo }: { name: string; onYes(): void; onNo(): void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [agreed, setAgreed] = useState(false);
  useEffect(() => dialog.current?.showModal(), []);
  const title = t("lock.remove_ask", { name });
  return (
    <dialog ref={dialog} class="confirm" aria-label={title} onCancel={onNo}>
      <h2>{title}</h2>
      <p>{t("lock.remove_note")}</p>
      <ul>
        <li>{t("lock.remove_copies")}</li>
        <li>{t("lock.remove_code", { name })}</li>
      </ul>
      <p>{t("lock.remove_again", { name })}</p>
      <label class="lock-agreed">
        <input type="checkbox" checked={agreed} onChange={({ currentTarget }) => setAgreed(currentTarget.checked)} />
        {t("lock.remove_agreed", { name })}
      </label>
      <div class="confirm-buttons">
        <button type="button" class="button" onClick={onNo}>
          {t("app.cancel")}
        </button>
        <button type="button" class="button danger" disabled={!agreed} onClick={onYes}>
          {t("lock.remove")}
        </button>
      </div>
    </dialog>
  );
}
