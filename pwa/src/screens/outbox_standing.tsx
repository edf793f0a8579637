/** How the line stands, what has waited longest, and what holds sending back: pause, Wi-Fi only. */

import type { Me } from "../api/types";
import { t } from "../i18n";
import { readOps } from "../store/ops";
import { change, settings } from "../store/settings";
import { network, sayWifi } from "../sync/network";
import { sentSince, type Overview } from "../sync/overview";
import { sync } from "../sync/state";
import { age, bytes, exactTime, lasting, startOfDay } from "../ui/format";
import { Icon } from "../ui/icon";
import { useNow } from "../ui/now";
import { useValue } from "../ui/observable";
import { Banner } from "../ui/parts";
import { useQuery } from "../ui/query";
import { Switch } from "../ui/switch";
import { runner } from "./session";

const CLOCK_OFF_MS = 120_000;
const LONG_MS = 24 * 3_600_000;

/** The line, the oldest thing that waits, the last success, and the button. */
export function Standing({ me, outbox }: { me: Me; outbox: Overview }) {
  const now = useNow(1000);
  const { reach, signed_out, busy, last_success, next_try, clock_off_ms } = useValue(sync);
  const { paused } = useValue(settings);
  const state = signed_out ? "signed_out" : paused ? "paused" : reach;
  const tone = state === "online" ? "ok" : state === "unknown" ? "plain" : "warn";
  const icon = { ok: "online", plain: "waiting", warn: state === "paused" ? "pause" : "offline" } as const;
  const off = clock_off_ms !== null && Math.abs(clock_off_ms) > CLOCK_OFF_MS;
  return (
    <section class={`card standing ${tone}`}>
      <p class="standing-line" role="status">
        <Icon name={icon[tone]} />
        <strong>{t(`outbox.${state}`)}</strong>
      </p>
      {state === "offline" && <p>{t("outbox.offline_note")}</p>}
      {state === "paused" && <p>{t("outbox.paused_note")}</p>}
      <Oldest at={outbox.oldest} now={now} />
      <p class="hint">
        {last_success === null
          ? t("outbox.never")
          : t("outbox.last", { time: exactTime(last_success), age: age(last_success, now) })}
      </p>
      <SentToday me={me} now={now} />
      {!paused && next_try !== null && next_try > now && (
        <p class="hint">{t("outbox.next", { n: Math.ceil((next_try - now) / 1000) })}</p>
      )}
      {off && (
        <Banner tone="warn" icon="warning">
          {t("outbox.clock", { n: lasting(Math.abs(clock_off_ms)) })}
        </Banner>
      )}
      {signed_out ? (
        <a class="button primary" href="#/sign-in">
          {t("sign.again_do")}
        </a>
      ) : (
        <div class="buttons even">
          <button type="button" class="button primary" disabled={busy || paused} onClick={() => void runner.hurry()}>
            {t(busy ? "outbox.busy" : "outbox.now")}
          </button>
          <button type="button" class="button" onClick={() => change({ paused: !paused })}>
            <Icon name={paused ? "play" : "pause"} size={20} />
            {t(paused ? "outbox.resume" : "outbox.pause")}
          </button>
        </div>
      )}
    </section>
  );
}

function Oldest({ at, now }: { at: number | null; now: number }) {
  if (at === null) return null;
  const text = t("outbox.oldest", { age: lasting(now - at) });
  if (now - at < LONG_MS) return <p class="figures">{text}</p>;
  return (
    <Banner tone="danger" icon="warning">
      <strong>{text}</strong>
      <p>{t("outbox.oldest_long")}</p>
    </Banner>
  );
}

function SentToday({ me, now }: { me: Me; now: number }) {
  const ops = useQuery(["ops"], readOps, []);
  if (!ops) return null;
  const { count, bytes: size } = sentSince(ops, me.id, startOfDay(now));
  if (count === 0) return null;
  return <p class="hint">{size > 0 ? t("outbox.today", { n: count, size: bytes(size) }) : t("outbox.today_bare", { n: count })}</p>;
}

/** Wi-Fi only, for what, and which network this is. */
export function Controls() {
  const { wifi_only, wifi_for } = useValue(settings);
  const { line, ask } = useValue(network);
  return (
    <section class="card wifi" aria-label={t("outbox.wifi")}>
      <Switch on={wifi_only} note={t("outbox.wifi_note")} onChange={(on) => change({ wifi_only: on })}>
        {t("outbox.wifi")}
      </Switch>
      {wifi_only && (
        <>
          <label class="field">
            <span>{t("outbox.wifi_what")}</span>
            <select
              value={wifi_for}
              onChange={({ currentTarget }) => change({ wifi_for: currentTarget.value === "films" ? "films" : "media" })}
            >
              <option value="media">{t("outbox.wifi_media")}</option>
              <option value="films">{t("outbox.wifi_films")}</option>
            </select>
          </label>
          <p role="status">{t(ask && line === "unknown" ? "outbox.line_unknown" : `outbox.line_${line}`)}</p>
          {ask && (
            <button type="button" class="button" aria-pressed={line === "wifi"} onClick={() => sayWifi(line !== "wifi")}>
              {t("outbox.say_wifi")}
            </button>
          )}
        </>
      )}
    </section>
  );
}
