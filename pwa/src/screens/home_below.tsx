/** What lies below on the first screen: drawn when what is above answers already, and with all its parts at once. */

import type { Me } from "../api/types";
import { t } from "../i18n";
import type { LocalPatrol } from "../store/records";
import type { Overview } from "../sync/overview";
import { embeddedIn } from "../ui/device";
import { metres, shortTime, stopwatch } from "../ui/format";
import { Icon } from "../ui/icon";
import { Chip, Section } from "../ui/parts";
import { GapsSection } from "./duty_running";
import { LastReports } from "./home_reports";
import { Waiting } from "./home_waiting";
import { Where } from "./home_where";
import { InstallNotice } from "./install_notice";
import { patrolMs } from "./patrol_time";

const SHOWN = 20;

type Props = { me: Me; patrol: LocalPatrol | undefined; patrols: readonly LocalPatrol[]; outbox: Overview };

export function BelowDuty({ me, patrol, patrols, outbox }: Props) {
  return (
    <>
      {patrol && <GapsSection patrol={patrol} />}
      <Waiting me={me} outbox={outbox} />
      {!patrol && <AboutInstalling waitingSince={outbox.oldest} />}
      <Where />
      <RecentPatrols patrols={patrols} />
    </>
  );
}

export function BelowReporting({ me, outbox }: Pick<Props, "me" | "outbox">) {
  return (
    <>
      <Waiting me={me} outbox={outbox} />
      <LastReports me={me} outbox={outbox} />
      <AboutInstalling waitingSince={outbox.oldest} />
    </>
  );
}

function AboutInstalling({ waitingSince }: { waitingSince: number | null }) {
  return embeddedIn(navigator.userAgent) ? null : <InstallNotice waitingSince={waitingSince} />;
}

function RecentPatrols({ patrols }: { patrols: readonly LocalPatrol[] }) {
  const ended = patrols.filter(({ state }) => state === "ended");
  return (
    <Section title={t("duty.recent")}>
      {ended.length === 0 && <p class="hint">{t("duty.no_recent")}</p>}
      <ul class="list">
        {ended.slice(0, SHOWN).map((patrol) => (
          <li key={patrol.id}>
            <PatrolRow patrol={patrol} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function PatrolRow({ patrol }: { patrol: LocalPatrol }) {
  const now = Date.now();
  return (
    <a class="list-row" href={`#/patrol/${patrol.id}`}>
      <span class="list-text">
        <strong>{shortTime(patrol.started_at, now)}</strong>
        <span class="hint">{patrol.duty_zone_name ?? patrol.squad}</span>
      </span>
      <span class="list-figures">
        <span>{metres(patrol.distance_m)}</span>
        <span class="hint">{stopwatch(patrolMs(patrol, now))}</span>
      </span>
      {patrol.gaps.length > 0 && <Chip tone="warn">{t("duty.gaps_n", { n: patrol.gaps.length })}</Chip>}
      <Icon name="next" size={20} />
    </a>
  );
}
