/** Head, patrol bar, screen, tabs. */

import type { ComponentChildren } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { Me } from "../api/types";
import { language, t } from "../i18n";
import type { LocalPatrol } from "../store/records";
import { sync } from "../sync/state";
import { useValue } from "../ui/observable";
import { Icon } from "../ui/icon";
import { lazy } from "../ui/lazy";
import { Chip } from "../ui/parts";
import { useScrollPlace } from "../ui/returning";
import { goUp, replace, route, type Route } from "../ui/route";
import { Help } from "./help_button";
import { Notices } from "./notices";
import { helpOf, parentOf, screenOf } from "./registry";
import { SignIn } from "./sign_in_later";
import { Tabs, tabsOf } from "./tabs";
import { useOverview } from "./use_overview";

const PatrolBar = lazy(
  () => import("./patrol_bar").then((module) => module.PatrolBar),
  () => null,
  () => import("../i18n/duty").then((words) => words.dutyWords()),
);

type Props = { me: Me; patrol: LocalPatrol | undefined; decided: boolean };

/** `decided`: the person has said how this phone opens. Asked once, before anything else. */
export function Shell({ me, patrol, decided }: Props) {
  const at = useValue(route);
  const tabs = useMemo(() => tabsOf(me), [me]);
  const home = tabs[0]?.screen ?? "outbox";
  const start = decided ? home : "lock";
  useEffect(() => {
    if (at.screen === "") replace(start);
  }, [at.screen, start]);
  // Drawn at once as what it is about to become.
  const screen = at.screen === "" ? start : at.screen;
  const here = useMemo(() => ({ ...at, screen }), [at.id, at.more, String(at.query), screen]);
  const outbox = useOverview(me.id);
  // Drawn again only when something of it has changed: on an old phone the first screen takes a tenth of a second.
  const shown = useMemo(() => screenOf(here).show({ here, me, patrol, outbox }), [here, me, patrol, outbox, language()]);
  if (here.screen === "sign-in") return <SignIn again={me} />;
  return (
    <div class="shell">
      <Head here={here} />
      {patrol && here.screen !== home && <PatrolBar me={me} patrol={patrol} />}
      <Notices patrolling={patrol !== undefined} />
      <Main here={here}>
        {shown}
      </Main>
      <Tabs me={me} tabs={tabs} here={here} outbox={outbox} />
    </div>
  );
}

/**
 * The screen's content; the focus goes there with every change of screen, so that a reader starts at its top. It scrolls,
 * so that the keyboard has to reach it even where nothing in it can be pressed.
 */
function Main({ here, children }: { here: Route; children: ComponentChildren }) {
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  useEffect(() => {
    if (!first.current) main.current?.focus({ preventScroll: true });
    first.current = false;
  }, [here.screen, here.id]);
  useScrollPlace(main, `${here.screen}/${here.id}`);
  return (
    <main class="screen" ref={main} tabIndex={0}>
      {children}
    </main>
  );
}

function Head({ here }: { here: Route }) {
  const { title } = screenOf(here);
  const parent = parentOf(here);
  return (
    <header class="head">
      {parent && (
        <button type="button" class="icon-button" aria-label={t("app.back")} onClick={() => goUp(parent)}>
          <Icon name="back" />
        </button>
      )}
      <h1>{t(title)}</h1>
      <ReachChip />
      <Help of={helpOf(here)} />
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
