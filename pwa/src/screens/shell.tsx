/** Head, patrol bar, screen, tabs. */

import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Me } from "../api/types";
import { t, type Word } from "../i18n";
import type { LocalPatrol } from "../store/records";
import type { Overview } from "../sync/overview";
import { sync } from "../sync/state";
import { useValue } from "../ui/observable";
import { Icon, type IconName } from "../ui/icon";
import { lazy } from "../ui/lazy";
import { Banner, Chip } from "../ui/parts";
import { go, replace, route, type Route } from "../ui/route";
import { Capture } from "./capture";
import { Duty } from "./duty";
import { Leads } from "./leads";
import { PatrolBar } from "./patrol_bar";
import { SignIn } from "./sign_in";
import { UpdateNotice } from "./update_notice";
import { useOverview } from "./use_overview";

const Account = lazy(() => import("./account").then((module) => module.Account));
const LeadScreen = lazy(() => import("./lead").then((module) => module.LeadScreen));
const Outbox = lazy(() => import("./outbox").then((module) => module.Outbox));
const OwnPatrol = lazy(() => import("./own_patrol").then((module) => module.OwnPatrol));

type Tab = { screen: string; word: Word; icon: IconName };

/** What a person's permissions make of the app. */
export function tabsOf(me: Me): Tab[] {
  const tabs: (Tab | false)[] = [
    "patrol.run" in me.permissions && { screen: "duty", word: "tab.duty", icon: "duty" },
    "lead.report" in me.permissions && { screen: "capture", word: "tab.capture", icon: "capture" },
    "lead.report" in me.permissions && { screen: "leads", word: "tab.my_leads", icon: "leads" },
    { screen: "outbox", word: "tab.outbox", icon: "outbox" },
  ];
  return tabs.filter((tab) => tab !== false);
}

export function Shell({ me, patrol }: { me: Me; patrol: LocalPatrol | undefined }) {
  const here = useValue(route);
  const tabs = tabsOf(me);
  const home = tabs[0]?.screen ?? "outbox";
  useEffect(() => {
    if (here.screen === "") replace(home);
  }, [here.screen, home]);
  const { signed_out } = useValue(sync);
  const outbox = useOverview(me.id);
  if (here.screen === "sign-in") return <SignIn again={me} />;
  return (
    <div class="shell">
      <Head me={me} here={here} tabs={tabs} />
      {patrol && here.screen !== "duty" && <PatrolBar patrol={patrol} />}
      {signed_out && <SignedOutNotice />}
      <UpdateNotice patrolling={patrol !== undefined} />
      <Main here={here}>
        <Screen here={here} me={me} patrol={patrol} outbox={outbox} />
      </Main>
      <Tabs tabs={tabs} here={here} outbox={outbox} />
    </div>
  );
}

type Shown = { here: Route; me: Me; patrol: LocalPatrol | undefined; outbox: Overview };

function Screen({ here, me, patrol, outbox }: Shown) {
  switch (here.screen) {
    case "duty":
      return <Duty me={me} patrol={patrol} />;
    case "patrol":
      return <OwnPatrol id={here.id ?? ""} key={here.id} />;
    case "capture":
      return <Capture me={me} patrol={patrol} id={here.id} key={here.id} />;
    case "leads":
      return here.id ? (
        <LeadScreen me={me} id={here.id} outbox={outbox} key={here.id} />
      ) : (
        <Leads me={me} outbox={outbox} />
      );
    case "account":
      return <Account me={me} patrol={patrol} outbox={outbox} />;
    default:
      return <Outbox me={me} outbox={outbox} />;
  }
}

/** The screen's content; the focus goes there with every change of screen, so that a reader starts at its top. */
function Main({ here, children }: { here: Route; children: ComponentChildren }) {
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  useEffect(() => {
    if (!first.current) main.current?.focus({ preventScroll: true });
    first.current = false;
    main.current?.scrollTo(0, 0);
  }, [here.screen, here.id]);
  return (
    <main class="screen" ref={main} tabIndex={-1}>
      {children}
    </main>
  );
}

const TITLES: Record<string, Word> = {
  duty: "duty.title",
  patrol: "patrol.title",
  capture: "capture.title",
  leads: "my.title",
  outbox: "outbox.title",
  account: "account.title",
};
/** Screens that lie below another one, and where back goes. */
const PARENTS: Record<string, string> = { patrol: "duty", capture: "capture", leads: "leads" };

function Head({ me, here, tabs }: { me: Me; here: Route; tabs: Tab[] }) {
  const below = here.id !== null || here.screen === "account";
  const parent = here.screen === "account" ? (tabs[0]?.screen ?? "outbox") : (PARENTS[here.screen] ?? "outbox");
  const title = here.screen === "leads" && here.id ? "lead.title" : (TITLES[here.screen] ?? "outbox.title");
  return (
    <header class="head">
      {below && (
        <button type="button" class="icon-button" aria-label={t("app.back")} onClick={() => go(parent)}>
          <Icon name="back" />
        </button>
      )}
      <h1>{t(title)}</h1>
      <ReachChip />
      <button type="button" class="icon-button" aria-label={t("account.open")} onClick={() => go("account")}>
        <span class="avatar" aria-hidden="true">
          {me.display_name.slice(0, 1)}
        </span>
      </button>
    </header>
  );
}

/** How the line really stands: the last request's answer, not the browser's opinion. */
function ReachChip() {
  const { reach, signed_out } = useValue(sync);
  const state = signed_out ? "signed_out" : reach;
  const tone = state === "online" ? "ok" : state === "unknown" ? "plain" : "warn";
  const icon = state === "online" ? "online" : state === "unknown" ? "waiting" : "offline";
  return (
    <a class="reach" href="#/outbox" aria-label={`${t(`reach.${state}`)}，${t("reach.go")}`}>
      <Chip tone={tone} icon={icon}>
        {t(`reach.${state}`)}
      </Chip>
    </a>
  );
}

function SignedOutNotice() {
  return (
    <Banner tone="warn" icon="warning">
      <strong>{t("sign.again")}</strong>
      <p>{t("sign.again_why")}</p>
      <a class="button small" href="#/sign-in">
        {t("sign.again_do")}
      </a>
    </Banner>
  );
}

function Tabs({ tabs, here, outbox }: { tabs: Tab[]; here: Route; outbox: Overview }) {
  const { pending, attention } = outbox;
  const current = here.screen === "patrol" ? "duty" : here.screen;
  return (
    <nav class="tabs" aria-label={t("tab.label")}>
      {tabs.map(({ screen, word, icon }) => (
        <a key={screen} href={`#/${screen}`} aria-current={current === screen ? "page" : undefined}>
          <span class="tab-icon">
            <Icon name={icon} />
            {screen === "outbox" && <Count pending={pending} attention={attention} />}
          </span>
          {t(word)}
        </a>
      ))}
    </nav>
  );
}

function Count({ pending, attention }: { pending: number; attention: number }) {
  if (attention > 0)
    return (
      <span class="count danger" aria-label={t("reach.attention", { n: attention })}>
        {attention}
      </span>
    );
  if (pending > 0)
    return (
      <span class="count" aria-label={t("reach.pending", { n: pending })}>
        {pending}
      </span>
    );
  return null;
}
