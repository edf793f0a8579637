/** One open alarm: who, what, where, since when, and what to do. */

import { BatteryWarning, CircleOff, Crosshair, Footprints, MapPinOff, Satellite } from "lucide";
import type { Alarm, AlarmKind } from "../../api/types";
import { t } from "../../i18n";
import { age, exactTime, lasting } from "../../ui/format";
import { Icon, type IconName } from "../../ui/icon";
import { Tel } from "../phones";
import { stepOf, whereText, whomOf } from "./words";

export const ALARM_ICONS: Record<AlarmKind, IconName> = {
  sos: "sos",
  no_fix: CircleOff,
  low_battery: BatteryWarning,
  left_zone: MapPinOff,
  accuracy_lost: Satellite,
  unvisited: Footprints,
};

type Props = {
  alarm: Alarm;
  now: number;
  /** The key that sees this one, if there is one. */
  seenKey: string | null;
  handles: boolean;
  onLook(): void;
  onSee(): void;
  onClose(): void;
};

/** Sent so much later than it was raised: no network, or nobody signed in. Only the phone knows which. */
const LATE_MS = 60_000;

export function AlarmRow({ alarm, now, seenKey, handles, onLook, onSee, onClose }: Props) {
  const received = Date.parse(alarm.received_at);
  const late = received - Date.parse(alarm.at) > LATE_MS;
  const about = `${t(`alarm.kind.${alarm.kind}`)} ${whomOf(alarm)}`;
  return (
    <li class={`alarm-row ${alarm.kind === "sos" ? "sos" : "other"} ${alarm.state}`}>
      <button type="button" class="alarm-look" onClick={onLook} title={t("alarm.look")}>
        <Icon name={ALARM_ICONS[alarm.kind]} size={28} />
        <span class="alarm-text">
          <span class="alarm-title">
            <strong>{t(`alarm.kind.${alarm.kind}`)}</strong> <strong>{whomOf(alarm)}</strong>
            {alarm.squad && <span>{alarm.squad}</span>}
          </span>
          <span class="alarm-line">
            <span>{whereText(alarm)}</span>
            <time dateTime={alarm.received_at} title={exactTime(received)}>
              {age(received, now)}
            </time>
            {late && <span>{t("alarm.late", { time: exactTime(Date.parse(alarm.at)).slice(5), wait: lasting(received - Date.parse(alarm.at)) })}</span>}
            {alarm.fix_at && now - Date.parse(alarm.fix_at) > LATE_MS && (
              <span>{t("alarm.fix", { age: age(Date.parse(alarm.fix_at), now) })}</span>
            )}
            {alarm.battery !== null && <span>{t("alarm.battery", { n: alarm.battery })}</span>}
            <State alarm={alarm} />
          </span>
        </span>
        <Icon name={Crosshair} size={20} />
      </button>
      <Tel person={alarm.person_id} name={alarm.person_name} />
      {handles && alarm.state === "raised" && (
        <button
          type="button"
          class="button alarm-do"
          aria-label={`${t("alarm.see")} ${seenKey ?? ""} ${about}`}
          aria-keyshortcuts={seenKey ?? undefined}
          onClick={onSee}
        >
          {t("alarm.see")} {seenKey && <kbd>{seenKey}</kbd>}
        </button>
      )}
      {handles && (
        <button type="button" class="button alarm-do" aria-label={`${t("alarm.close")} ${about}`} onClick={onClose}>
          {t("alarm.close")}
        </button>
      )}
    </li>
  );
}

function State({ alarm }: { alarm: Alarm }) {
  const off = stepOf(alarm, "cancelled");
  if (alarm.state === "cancelled") return <b>{t("alarm.cancelled", { reason: off?.reason ?? "" })}</b>;
  const seen = stepOf(alarm, "seen");
  return alarm.state === "seen" && seen ? <span>{t("alarm.seen_by", { who: seen.actor_name })}</span> : null;
}
