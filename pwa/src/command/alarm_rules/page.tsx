/** When alarms are due: what holds for the towns and zones, by time of day. */

import { Plus } from "lucide";
import { useEffect, useState } from "preact/hooks";
import type { AlarmLimits, AlarmRule, AlarmRules, Area, Me } from "../../api/types";
import { t } from "../../i18n";
import { exactTime } from "../../ui/format";
import { Icon } from "../../ui/icon";
import { Banner } from "../../ui/parts";
import { Failed, Loading } from "../../ui/states";
import { readAreas, sentence } from "../requests";
import { RuleForm } from "./form";
import { clock, inOrder, isAllDay, LIMITS, type LimitName } from "./limits";
import { readRules } from "./requests";
import "../table/table.css";
import "../records/records.css";
import "./alarm_rules.css";

export function AlarmRulesPage({ me }: { me: Me }) {
  const [known, setKnown] = useState<AlarmRules | null>(null);
  const [zones, setZones] = useState<readonly Area[] | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [turn, setTurn] = useState(0);
  const [open, setOpen] = useState<AlarmRule | "new" | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    setFailure(null);
    readRules(abort.signal).then(setKnown, (error: unknown) => {
      if (!abort.signal.aborted) setFailure(sentence(error));
    });
    return () => abort.abort();
  }, [turn]);
  useEffect(() => {
    // A saved rule changes no zone.
    if (zones) return undefined;
    const abort = new AbortController();
    readAreas(abort.signal, "duty_zone").then(setZones, (error: unknown) => {
      if (!abort.signal.aborted) setFailure(sentence(error));
    });
    return () => abort.abort();
  }, [turn]);
  const done = () => {
    setOpen(null);
    setTurn(turn + 1);
  };
  return (
    <main class="page records alarm-rules" id="lists">
      <header class="page-head">
        <h2>{t("page.alarm_rules")}</h2>
        <div class="buttons">
          <button type="button" class="button primary" disabled={known === null || zones === null} onClick={() => setOpen("new")}>
            <Icon name={Plus} size={20} /> {t("rule.add")}
          </button>
        </div>
      </header>
      <Banner tone="info">{t("rule.why")}</Banner>
      {failure && <Failed reason={failure} again={() => setTurn(turn + 1)} />}
      {!failure && known === null && <Loading lines={4} />}
      {known && <RuleTable known={known} me={me} onOpen={setOpen} />}
      {known && zones && open && (
        <RuleForm
          rule={open === "new" ? null : open}
          towns={me.towns}
          zones={zones}
          defaults={known.defaults}
          onDone={done}
          onClose={() => setOpen(null)}
        />
      )}
    </main>
  );
}

type TableProps = { known: AlarmRules; me: Me; onOpen(rule: AlarmRule): void };

function RuleTable({ known, me, onOpen }: TableProps) {
  const townName = (code: string) => me.towns.find((town) => town.code === code)?.name ?? code;
  return (
    <>
      <div class="table-scroll rule-table" role="region" aria-label={t("page.alarm_rules")} tabIndex={0}>
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{t("rule.name")}</th>
              <th scope="col">{t("rule.where")}</th>
              <th scope="col">{t("rule.when")}</th>
              {LIMITS.map(([name]) => (
                <th key={name} scope="col">
                  {t(`rule.${name}`)}
                </th>
              ))}
              <th scope="col">{t("rule.last")}</th>
            </tr>
          </thead>
          <tbody>
            <tr class="rule-defaults">
              <th scope="row">{t("rule.defaults")}</th>
              <td colSpan={2}>{t("rule.defaults_note")}</td>
              <Cells limits={known.defaults} />
              <td />
            </tr>
            {inOrder(known.rules).map((rule) => (
              <tr key={rule.id}>
                <th scope="row">
                  <button type="button" class="row-open" onClick={() => onOpen(rule)}>
                    {rule.name}
                  </button>
                </th>
                <td>{rule.zone_name ?? rule.zone_code ?? t("rule.whole_town", { town: townName(rule.town_code) })}</td>
                <td class="figures">{spanText(rule)}</td>
                <Cells limits={rule} />
                <td class="hint">
                  {t("rule.changed", { who: rule.updated_by_name, time: exactTime(Date.parse(rule.updated_at)).slice(0, 16) })}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {known.rules.length === 0 && <p class="hint">{t("rule.none")}</p>}
    </>
  );
}

function Cells({ limits }: { limits: AlarmLimits }) {
  return (
    <>
      {LIMITS.map(([name]) => (
        <td key={name} class="figures">
          {limitText(name, limits[name])}
        </td>
      ))}
    </>
  );
}

export function limitText(name: LimitName, value: number | null): string {
  if (value === null) return t("rule.inherits");
  return value === 0 ? t("rule.never") : t(`rule.${name}_value`, { n: value });
}

function spanText(rule: AlarmRule): string {
  if (isAllDay(rule)) return t("rule.all_day");
  const [from, to] = [clock(rule.from_min), clock(rule.to_min)];
  return t(rule.from_min < rule.to_min ? "rule.span" : "rule.over_midnight", { from, to });
}
