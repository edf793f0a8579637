/** The first screen: duty for those who patrol, reporting for those who report, and what waits for somebody. */

import type { Me } from "../api/types";
import { t } from "../i18n";
import { newlyGiven } from "../store/given";
import { readLeads } from "../store/leads";
import { readOps } from "../store/ops";
import type { LocalPatrol } from "../store/records";
import type { Overview } from "../sync/overview";
import { Icon } from "../ui/icon";
import { useQuery } from "../ui/query";
import { GapsSection, RunningPatrol } from "./duty_running";
import { StartPatrol } from "./duty_start";
import { AboutBrowser, AboutInstalling } from "./home_advice";
import { NewlyGiven } from "./home_given";
import { RecentPatrols, Today, usePatrols } from "./home_patrols";
import { LastReports } from "./home_reports";
import { Waiting } from "./home_waiting";
import { Where } from "./home_where";
import { SosButton } from "./sos";
import "./home.css";

type Props = { me: Me; patrol: LocalPatrol | undefined; outbox: Overview };

export function Home({ me, patrol, outbox }: Props) {
  return "patrol.run" in me.permissions ? (
    <OnDuty me={me} patrol={patrol} outbox={outbox} />
  ) : (
    <Reporter me={me} outbox={outbox} />
  );
}

function OnDuty({ me, patrol, outbox }: Props) {
  const load = async () => newlyGiven(me.id, ...(await Promise.all([readLeads(me.id), readOps()])));
  const fresh = useQuery(["leads", "ops"], load, [me.id]);
  const patrols = usePatrols(me);
  return (
    <>
      <SosButton me={me} patrol={patrol} />
      {/* Drawn whole: nothing is pushed away from under a finger by what comes after it. */}
      {fresh && patrols && (
        <>
          {fresh.length > 0 && <NewlyGiven me={me} fresh={fresh} />}
          <AboutBrowser busy={patrol !== undefined} />
          {patrol ? <RunningPatrol patrol={patrol} /> : <Today patrols={patrols} />}
          {!patrol && <StartPatrol me={me} />}
          {patrol && <GapsSection patrol={patrol} />}
          <Waiting me={me} outbox={outbox} />
          {!patrol && <AboutInstalling waitingSince={outbox.oldest} />}
          <Where />
          <RecentPatrols patrols={patrols} />
        </>
      )}
    </>
  );
}

function Reporter({ me, outbox }: { me: Me; outbox: Overview }) {
  return (
    <>
      <SosButton me={me} patrol={undefined} />
      <AboutBrowser busy={false} />
      <section class="card">
        <a class="button primary home-capture" href="#/capture">
          <Icon name="capture" size={32} />
          {t("home.capture")}
        </a>
        <p class="hint">{t("home.capture_note")}</p>
      </section>
      <Waiting me={me} outbox={outbox} />
      <LastReports me={me} outbox={outbox} />
      <AboutInstalling waitingSince={outbox.oldest} />
    </>
  );
}
