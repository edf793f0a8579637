/** One rule: where, when, and after how long. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { AlarmLimits, AlarmRule, Area, Me } from "../../api/types";
import { t } from "../../i18n";
import { Confirm } from "../../ui/parts";
import { Failed } from "../../ui/states";
import { toast } from "../../ui/toast";
import { sentence } from "../requests";
import { clock, isAllDay, LIMITS, ruleOf } from "./limits";
import { limitText } from "./page";
import { deleteRule, saveRule } from "./requests";

type Props = {
  rule: AlarmRule | null;
  towns: Me["towns"];
  zones: readonly Area[];
  defaults: AlarmLimits;
  onDone(): void;
  onClose(): void;
};

export function RuleForm({ rule, towns, zones, defaults, onDone, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const [town, setTown] = useState(rule?.town_code ?? towns[0]?.code ?? "");
  const [whole, setWhole] = useState(rule === null || isAllDay(rule));
  const [busy, setBusy] = useState(false);
  const [asking, ask] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const run = async (work: () => Promise<unknown>, done: string) => {
    setBusy(true);
    setFailure(null);
    try {
      await work();
      toast(done);
      onDone();
    } catch (error) {
      setFailure(sentence(error));
      setBusy(false);
    }
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const next = ruleOf(new FormData(event.currentTarget as HTMLFormElement), town);
    void run(() => saveRule(rule?.id ?? null, next), t("rule.saved"));
  };
  const title = t(rule ? "rule.edit_title" : "rule.add");
  return (
    <dialog ref={dialog} class="rule-dialog" aria-label={title} onCancel={onClose}>
      <h2>{title}</h2>
      <form onSubmit={submit}>
        <div class="rule-fields">
          <label class="field">
            <span>{t("rule.name")}</span>
            <input name="name" required maxLength={200} defaultValue={rule?.name ?? ""} placeholder={t("rule.name_hint")} autofocus />
          </label>
          {towns.length > 1 && (
            <label class="field">
              <span>{t("rule.town")}</span>
              <select value={town} onChange={(event) => setTown(event.currentTarget.value)}>
                {towns.map(({ code, name }) => (
                  <option key={code} value={code}>
                    {name}
                  </option>
                ))}
              </select>
            </label>
          )}
          <label class="field">
            <span>{t("rule.zone")}</span>
            <select key={town} name="zone" defaultValue={rule?.zone_code ?? ""}>
              <option value="">{t("rule.every_zone")}</option>
              {zones
                .filter(({ town_code }) => town_code === town)
                .map(({ code, name }) => (
                  <option key={code} value={code} selected={code === rule?.zone_code}>
                    {name}
                  </option>
                ))}
            </select>
          </label>
          <div class="field">
            <span>{t("rule.when")}</span>
            <label class="rule-whole">
              <input type="checkbox" name="whole" checked={whole} onChange={(event) => setWhole(event.currentTarget.checked)} />
              {t("rule.all_day")}
            </label>
            {!whole && (
              <div class="rule-times">
                <input type="time" name="from" required aria-label={t("rule.from")} defaultValue={clock(rule?.from_min ?? 480)} />
                <span>–</span>
                <input type="time" name="to" required aria-label={t("rule.to")} defaultValue={clock(rule?.to_min ?? 1020)} />
              </div>
            )}
          </div>
          {LIMITS.map(([name, most]) => (
            <label key={name} class="field">
              <span>{t(`rule.${name}_label`)}</span>
              <input
                type="number"
                name={name}
                min={0}
                max={most}
                step={1}
                inputMode="numeric"
                defaultValue={rule?.[name] ?? ""}
                aria-describedby={`rule-${name}`}
              />
              <span class="hint" id={`rule-${name}`}>
                {t("rule.inherits_hint", { value: limitText(name, defaults[name]) })}
              </span>
            </label>
          ))}
        </div>
        {failure && <Failed reason={failure} />}
        <div class="buttons">
          {rule && (
            <button type="button" class="button danger-outline" disabled={busy} onClick={() => ask(true)}>
              {t("rule.delete")}
            </button>
          )}
          <button type="button" class="button" onClick={onClose}>
            {t("app.cancel")}
          </button>
          <button type="submit" class="button primary" disabled={busy}>
            {t(busy ? "rule.saving" : "rule.save")}
          </button>
        </div>
      </form>
      {asking && rule && (
        <Confirm
          title={t("rule.delete_ask", { name: rule.name })}
          note={t("rule.delete_note")}
          yes={t("rule.delete")}
          danger
          onYes={() => void run(() => deleteRule(rule.id), t("rule.deleted"))}
          onNo={() => ask(false)}
        />
      )}
    </dialog>
  );
}
