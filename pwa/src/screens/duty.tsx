/** My duty: start a patrol, see it run, look at the ones before. */

import type { Me } from "../api/types";
import { t } from "../i18n";
import { readPatrols } from "../store/patrols";
import type { LocalPatrol } from "../store/records";
import { metres, shortTime, stopwatch } from "../ui/format";
import { Icon } from "../ui/icon";
import { Chip, Empty, Section } from "../ui/parts";
import { useQuery } from "../ui/query";
import { StartPatrol } from "./duty_start";
import { RunningPatrol } from "./duty_running";
import { patrolMs } from "./patrol_time";
import { SosButton } from "./sos";

export function Duty({ me, patrol }: { me: Me; patrol: LocalPatrol | undefined }) {
  if (!("patrol.run" in me.permissions)) return <Empty icon="duty">{t("duty.none")}</Empty>;
  return (
    <>
      {patrol ? <RunningPatrol patrol={patrol} /> : <StartPatrol me={me} />}
      <SosButton me={me} patrol={patrol} />
      <Recent me={me} />
    </>
  );
}

function Recent({ me }: { me: Me }) {
  const patrols = useQuery(["patrols"], () => readPatrols(me.id), [me.id]);
  const ended = patrols?.filter(({ state }) => state === "ended").slice(0, 20);
  return (
    <Section title={t("duty.recent")}>
      {ended?.length === 0 && <p class="hint">{t("duty.no_recent")}</p>}
      <ul class="list">
        {ended?.map((patrol) => (
          <li key={patrol.id}>
            <a class="list-row" href={`#/patrol/${patrol.id}`}>
              <span class="list-text">
                <strong>{shortTime(patrol.started_at, Date.now())}</strong>
                <span class="hint">{patrol.duty_zone_name ?? patrol.squad}</span>
              </span>
              <span class="list-figures">
                <span>{metres(patrol.distance_m)}</span>
                <span class="hint">{stopwatch(patrolMs(patrol, Date.now()))}</span>
              </span>
              {patrol.gaps.length > 0 && <Chip tone="warn">{patrol.gaps.length}</Chip>}
              <Icon name="next" size={20} />
            </a>
          </li>
        ))}
      </ul>
    </Section>
  );
}
