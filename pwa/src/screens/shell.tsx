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
import { Banner, Chip } from "../ui/parts";
import { go, replace, route, type Route } from "../ui/route";
import { PatrolBar } from "./patrol_bar";
import { screenOf, tabOf } from "./registry";
import { SignIn } from "./sign_in_later";
import { UpdateNotice } from "./update_notice";
import { useOverview } from "./use_overview";

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
        {screenOf(here).show({ here, me, patrol, outbox })}
      </Main>
      <Tabs tabs={tabs} here={here} outbox={outbox} />
    </div>
  );
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

function Head({ me, here, tabs }: { me: Me; here: Route; tabs: Tab[] }) {
  const { title, below } = screenOf(here);
  const parent = below === "home" ? (tabs[0]?.screen ?? "outbox") : below;
  return (
    <header class="head">
      {parent && (
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
  const current = tabOf(here);
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
