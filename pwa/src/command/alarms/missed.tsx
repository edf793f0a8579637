/** What came while nobody wanted to be disturbed, told once it is over. */

import { useEffect, useRef } from "preact/hooks";
import { language, t } from "../../i18n";
import { clockTime } from "../../ui/format";
import { useValue } from "../../ui/observable";
import { useStore, type Store } from "../store";
import { toTell, type Missed } from "./quiet";
import { setSound, sound } from "./sound";
import { sentenceOf } from "./words";

export function MissedDialog({ store, now }: { store: Store; now: number }) {
  const settings = useValue(sound);
  const missed = toTell(settings, now);
  return missed.length > 0 ? (
    <List store={store} missed={missed} onDone={() => setSound({ ...settings, quiet: null, missed: [] })} />
  ) : null;
}

function List({ store, missed, onDone }: { store: Store; missed: readonly Missed[]; onDone(): void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const live = useStore(store, (known) => known.live());
  useEffect(() => dialog.current?.showModal(), []);
  const said = ({ cue, id }: Missed): string => {
    const lead = live.leads.get(id);
    const alarm = live.alarms.get(id);
    if (alarm) return `${sentenceOf(alarm)} · ${t(`alarm.state.${alarm.state}`)}`;
    if (!lead) return t(cue === "lead" ? "quiet.gone_lead" : "quiet.gone_alarm");
    const name = language() === "en" ? lead.category_name_en : lead.category_name_zh;
    const where = lead.address || lead.duty_zone_name || lead.town_name || t("alarm.outside");
    return `${t("quiet.lead")} ${name} · ${where} · ${t(`lead.state.${lead.state}`)}`;
  };
  return (
    <dialog ref={dialog} class="confirm quiet-missed" aria-label={t("quiet.missed")} onCancel={onDone}>
      <h2>{t("quiet.missed")}</h2>
      <p>{t("quiet.missed_note", { n: missed.length })}</p>
      <ul class="plain">
        {missed.map((each) => (
          <li key={each.id}>
            <time>{clockTime(each.at)}</time> {said(each)}
          </li>
        ))}
      </ul>
      <div class="confirm-buttons">
        <button type="button" class="button primary" onClick={onDone}>
          {t("quiet.read")}
        </button>
      </div>
    </dialog>
  );
}
