/** The alarms, above every page of the desk. What is new is read out at once; the ages beside it are not. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { Alarm, Me, NewAlarmStep } from "../../api/types";
import { language, t } from "../../i18n";
import { useNow } from "../../ui/now";
import { useMedia } from "../../ui/use_media";
import { keyOf } from "../keys/commands";
import { newId, sentence, statusOf } from "../requests";
import { useStore, type Store } from "../store";
import "./alarms.css";
import { CloseDialog, type Closing } from "./close_dialog";
import { lookAt } from "./look";
import { MissedDialog } from "./missed";
import { arrived, firstUnseen, openAlarms, tabTitle } from "./open";
import { sendAlarmStep } from "./requests";
import { AlarmRow } from "./row";
import { AlarmSpace } from "./space";
import { UrgentBar } from "./urgent_bar";
import { useRinging } from "./use_ringing";
import { sentenceOf } from "./words";

/** So many are shown, on a narrow screen one; the rest is a number until it is asked for. */
const AT_ONCE = 3;
const NARROW = "(max-width: 600px)";
const SEEN_KEY = keyOf("see");

export function AlarmBar({ me, store }: { me: Me; store: Store }) {
  const alarms = useStore(store, (known) => known.live().alarms);
  const unseen = useStore(store, (known) => known.live().unseen);
  const [all, setAll] = useState(false);
  const most = useMedia(NARROW) ? 1 : AT_ONCE;
  const [closing, setClosing] = useState<Alarm | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const now = useNow(1000);
  useRinging(store);
  const open = openAlarms(alarms);
  const first = firstUnseen(open);
  const handles = "alarm.handle" in me.permissions;
  useEffect(() => {
    document.title = tabTitle(t("command.page"), open.length, unseen.size);
  }, [open.length, unseen.size, language()]);

  const send = async (alarm: Alarm, body: NewAlarmStep) => {
    try {
      store.dispatch({ do: "alarm", alarm: await sendAlarmStep(alarm.id, newId(), body) });
      setFailure(null);
    } catch (error) {
      // Somebody else was quicker: the live line tells what they did.
      if (statusOf(error) !== 409) setFailure(t("alarm.failed", { reason: sentence(error) }));
    }
  };
  const moment = () => new Date().toISOString();
  const see = (alarm: Alarm) => void send(alarm, { kind: "see", at: moment(), outcome: null, reason: null });
  const close = ({ outcome, reason }: Closing) => {
    if (closing) void send(closing, { kind: "close", at: moment(), outcome, reason });
    setClosing(null);
  };
  useSeenKey(handles ? first : undefined, see);
  const shown = all ? open : open.slice(0, most);
  return (
    <>
      <Said alarms={alarms} />
      <AlarmSpace>
        {open.length > 0 && (
          <section class="alarm-bar" aria-label={t("alarm.label", { n: open.length })}>
            <ul class="plain">
              {shown.map((alarm) => (
                <AlarmRow
                  key={alarm.id}
                  alarm={alarm}
                  now={now}
                  seenKey={handles && alarm === first ? SEEN_KEY : null}
                  handles={handles}
                  onLook={() => lookAt(alarm)}
                  onSee={() => see(alarm)}
                  onClose={() => setClosing(alarm)}
                />
              ))}
            </ul>
            {open.length > most && (
              <button type="button" class="alarm-more" aria-expanded={all} onClick={() => setAll(!all)}>
                {all ? t("alarm.fewer") : t("alarm.more", { n: open.length - most })}
              </button>
            )}
          </section>
        )}
        <UrgentBar store={store} />
        {failure && (
          <p class="alarm-failure" role="alert">
            {failure}
            <button type="button" class="button small" onClick={() => setFailure(null)}>
              {t("app.close")}
            </button>
          </p>
        )}
      </AlarmSpace>
      {closing && <CloseDialog alarm={closing} onYes={close} onNo={() => setClosing(null)} />}
      <MissedDialog store={store} now={now} />
    </>
  );
}

/** Each new alarm as a sentence, at once, whatever a screen reader is saying. */
function Said({ alarms }: { alarms: ReadonlyMap<string, Alarm> }) {
  const before = useRef<ReadonlyMap<string, Alarm>>(new Map());
  const [text, setText] = useState("");
  useEffect(() => {
    const fresh = arrived(before.current, alarms);
    before.current = alarms;
    if (fresh.length > 0) setText(fresh.map((alarm) => sentenceOf(alarm)).join("。"));
  }, [alarms]);
  return (
    <p class="sr-only" role="alert">
      {text}
    </p>
  );
}

function useSeenKey(alarm: Alarm | undefined, see: (alarm: Alarm) => void): void {
  const latest = useRef({ alarm, see });
  latest.current = { alarm, see };
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const { alarm: first, see: run } = latest.current;
      if (event.key !== SEEN_KEY || event.repeat || !first || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      run(first);
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, []);
}
