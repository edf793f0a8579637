/** The wall: made to be looked at all day from five metres, and to need nobody. */

import { LogOut, Maximize } from "lucide";
import { useEffect, useRef, useState } from "preact/hooks";
import { api } from "../../api/client";
import type { Me } from "../../api/types";
import { LOCALES, language, t } from "../../i18n";
import { ScreenHold } from "../../track/wake_lock";
import { exactTime } from "../../ui/format";
import { Icon } from "../../ui/icon";
import { useNow } from "../../ui/now";
import { theme } from "../../ui/theme";
import { openAlarms } from "../alarms/open";
import type { Live } from "../state";
import { useStore, type Store } from "../store";
import { Ageing, Duty, Leads, Today } from "./charts";
import { isNight, shift } from "./figures";
import { soFar, withChange, type Happening } from "./happenings";
import { Ticker } from "./ticker";
import "./wall.css";
import { WallMap } from "./wall_map";

type Props = { me: Me; store: Store; onLook(box: null): void; onSignIn(): void };

export function Wall({ me, store, onLook, onSignIn }: Props) {
  const live = useStore(store, (known) => known.live());
  const link = useStore(store, (known) => known.link());
  const now = useNow(1000);
  const happenings = useHappenings(store);
  // Its map frames everybody by itself, so it has to hear of everybody.
  useEffect(() => onLook(null), []);
  useSize();
  useNight(isNight(now));
  useScreenOn();
  useStayingSignedIn();
  const { x, y } = shift(now);
  const leads = [...live.leads.values()];
  const alarms = openAlarms(live.alarms);
  const urgent = leads.filter((lead) => lead.urgent && lead.state === "reported").length;
  return (
    <main class="wall" id="lists" style={{ transform: `translate(${x}px, ${y}px)` }}>
      <header class="wall-head">
        <Clock now={now} />
        <h1>{t("wall.title", { towns: me.towns.map(({ name }) => name).join(" · ") })}</h1>
        <p class={`wall-link ${link.state}`} role="status">
          <span class="link-dot" aria-hidden="true" />
          {link.state === "live" ? t("wall.live") : t(`wall.link.${link.state}`, { time: exactTime(link.since).slice(11) })}
          {link.state === "signed_out" && (
            <button type="button" class="button primary" onClick={onSignIn}>
              {t("wall.sign_in")}
            </button>
          )}
        </p>
        <Buttons />
      </header>
      <div class={`wall-side ${link.state === "live" ? "" : "old"}`}>
        <section class={`wall-card wall-alarms ${alarms.length + urgent > 0 ? "some" : ""}`} aria-label={t("wall.alarms")}>
          <h2>{t("wall.alarms")}</h2>
          <p class="wall-number">{alarms.length}</p>
          {urgent > 0 && <p>{t("wall.urgent", { n: urgent })}</p>}
        </section>
        <Leads leads={leads} />
        <Duty officers={live.officers} now={now} />
        <Today leads={leads} now={now} />
        <Ageing leads={leads} now={now} />
      </div>
      <WallMap me={me} live={live} now={now - (now % 5000)} />
      <Ticker happenings={happenings} />
    </main>
  );
}

function Clock({ now }: { now: number }) {
  const day = new Intl.DateTimeFormat(LOCALES[language()], {
    timeZone: "Asia/Shanghai",
    month: "long",
    day: "numeric",
    weekday: "long",
  });
  return (
    <p class="wall-clock">
      <time>{exactTime(now).slice(11)}</time>
      <span>{day.format(now)}</span>
    </p>
  );
}

function Buttons() {
  const [full, setFull] = useState(document.fullscreenElement !== null);
  useEffect(() => {
    const look = () => setFull(document.fullscreenElement !== null);
    document.addEventListener("fullscreenchange", look);
    return () => document.removeEventListener("fullscreenchange", look);
  }, []);
  return (
    <div class="wall-buttons">
      {!full && document.fullscreenEnabled && (
        <button
          type="button"
          class="button"
          onClick={() => void document.documentElement.requestFullscreen().catch(() => undefined)}
        >
          <Icon name={Maximize} />
          {t("wall.full")}
        </button>
      )}
      <a class="button" href="#/room">
        <Icon name={LogOut} />
        {t("wall.leave")}
      </a>
    </div>
  );
}

/** What happened last; goes on across reconnections, whose snapshot is a change like any other. */
function useHappenings(store: Store): readonly Happening[] {
  const [list, setList] = useState<readonly Happening[]>(() => soFar(store.live()));
  const before = useRef<Live>(store.live());
  useEffect(() => {
    const look = () => {
      const [old, live] = [before.current, store.live()];
      if (old === live) return;
      before.current = live;
      setList((known) => (old.cursor === null ? soFar(live) : withChange(known, old, live, Date.now())));
    };
    look();
    return store.subscribe(look);
  }, [store]);
  return list;
}

/** Everything is measured by the screen: the same picture on 1080 and on 2160 lines. */
function useSize(): void {
  useEffect(() => {
    document.documentElement.classList.add("on-wall");
    return () => document.documentElement.classList.remove("on-wall");
  }, []);
}

/** Dark at night, whatever was chosen for the desk; that comes back when the wall is left. */
function useNight(night: boolean): void {
  useEffect(() => {
    if (!night) return undefined;
    const root = document.documentElement;
    const [word, chosen] = [root.dataset["theme"], theme.get()];
    root.dataset["theme"] = "dark";
    theme.set("dark");
    return () => {
      if (word === undefined) delete root.dataset["theme"];
      else root.dataset["theme"] = word;
      theme.set(chosen);
    };
  }, [night]);
}

function useScreenOn(): void {
  useEffect(() => {
    const screen = new ScreenHold(() => undefined);
    screen.hold();
    return () => screen.release();
  }, []);
}

const STAY_MS = 600_000;

/**
 * Somebody looks at it without touching it: that is no idle desk. Hidden, it is one. The session still ends at its own
 * end, twelve hours after signing in: docs/decisions/0023.
 */
function useStayingSignedIn(): void {
  useEffect(() => {
    const stay = () => {
      // Whether it is still good the live line tells by itself.
      if (document.visibilityState === "visible") void api("/session").catch(() => undefined);
    };
    const timer = setInterval(stay, STAY_MS);
    return () => clearInterval(timer);
  }, []);
}
