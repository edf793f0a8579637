/** The first screen: duty for those who patrol, reporting for those who report, and what waits for somebody. */

import type { Me } from "../api/types";
import { t } from "../i18n";
import { aroundPatrol, newlyGiven } from "../store/given";
import { readLeads } from "../store/leads";
import { readOps } from "../store/ops";
import type { LocalPatrol } from "../store/records";
import type { Overview } from "../sync/overview";
import { sync } from "../sync/state";
import { Icon } from "../ui/icon";
import { lazy, useCalm } from "../ui/lazy";
import { useQuery } from "../ui/query";
import { RunningPatrol } from "./duty_running";
import { StartPatrol } from "./duty_start";
import { AboutBrowser } from "./home_advice";
import { NewlyGiven } from "./home_given";
import { Today, usePatrols } from "./home_patrols";
import { SosPanel } from "./sos_panel";
import "./home.css";

const frameWords = () => import("../i18n/frame").then((words) => words.frameWords());
const leadsWords = () => import("../i18n/leads").then((words) => words.leadsWords());
const belowWords = () => Promise.all([frameWords(), leadsWords()]);
const BelowDuty = lazy(() => import("./home_below").then((module) => module.BelowDuty), undefined, belowWords);
const BelowReporting = lazy(() => import("./home_below").then((module) => module.BelowReporting), undefined, belowWords);

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
  const calm = useCalm();
  // By the server's clock, as what is given is.
  const since = patrol && patrol.started_at - (sync.get().clock_off_ms ?? 0);
  const [above, below] = since ? aroundPatrol(fresh ?? [], since) : [fresh ?? [], []];
  return (
    <>
      <SosPanel me={me} patrol={patrol} />
      {/* Drawn whole: nothing is pushed away from under a finger by what comes after it. */}
      {fresh && patrols && (
        <>
          {above.length > 0 && <NewlyGiven me={me} fresh={above} />}
          {patrol && <RunningPatrol patrol={patrol} />}
          {below.length > 0 && <NewlyGiven me={me} fresh={below} />}
          <AboutBrowser busy={patrol !== undefined} />
          {!patrol && <Today patrols={patrols} />}
          {!patrol && <StartPatrol me={me} />}
          {calm && <BelowDuty me={me} patrol={patrol} patrols={patrols} outbox={outbox} />}
        </>
      )}
    </>
  );
}

function Reporter({ me, outbox }: { me: Me; outbox: Overview }) {
  const calm = useCalm();
  return (
    <>
      <SosPanel me={me} patrol={undefined} />
      <AboutBrowser busy={false} />
      <section class="card">
        <a class="button primary home-capture" href="#/capture">
          <Icon name="capture" size={32} />
          {t("home.capture")}
        </a>
        <p class="hint">{t("home.capture_note")}</p>
      </section>
      {calm && <BelowReporting me={me} outbox={outbox} />}
    </>
  );
}
