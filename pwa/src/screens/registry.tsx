/** Every screen of the phone: one entry a screen. What is not the first thing somebody sees is fetched later. */

import type { ComponentChild } from "preact";
import type { Me } from "../api/types";
import type { Word } from "../i18n";
import type { LocalPatrol } from "../store/records";
import type { Overview } from "../sync/overview";
import { lazy } from "../ui/lazy";
import type { Route } from "../ui/route";
import type { Topic } from "./help_topics";

const accountWords = () => import("../i18n/account").then((words) => words.accountWords());
const captureWords = () => import("../i18n/capture").then((words) => words.captureWords());
const dutyWords = () => import("../i18n/duty").then((words) => words.dutyWords());
const evidenceWords = () => import("../i18n/evidence").then((words) => words.evidenceWords());
const homeWords = () => import("../i18n/home").then((words) => words.homeWords());
const leadsWords = () => import("../i18n/leads").then((words) => words.leadsWords());
const outboxWords = () => import("../i18n/outbox").then((words) => words.outboxWords());
const sosWords = () => import("../i18n/sos").then((words) => words.sosWords());
const ownWords = () => import("../i18n/own").then((words) => words.ownWords());
const townMapWords = () => import("../i18n/town_map").then((words) => words.townMapWords());
const all = (...words: (() => Promise<void>)[]) => () => Promise.all(words.map((learn) => learn()));

/** Where most people start: the page has it fetched while the database is being opened. */
export const Home = lazy(
  () => import("./home").then((module) => module.Home),
  undefined,
  all(homeWords, dutyWords, sosWords),
);
const Capture = lazy(
  () => import("./capture").then((module) => module.Capture),
  undefined,
  all(captureWords, dutyWords, leadsWords),
);
const DraftsScreen = lazy(
  () => import("./capture").then((module) => module.DraftsScreen),
  undefined,
  all(captureWords, dutyWords, leadsWords),
);
const Leads = lazy(() => import("./leads").then((module) => module.Leads), undefined, all(leadsWords));
const Outbox = lazy(
  () => import("./outbox").then((module) => module.Outbox),
  undefined,
  all(outboxWords, leadsWords),
);
const settingsWords = () => import("../i18n/settings").then((words) => words.settingsWords());
const renameWords = () => import("../i18n/rename").then((words) => words.renameWords());
const passwordWords = () => import("../i18n/password").then((words) => words.passwordWords());
const frameWords = () => import("../i18n/frame").then((words) => words.frameWords());
const Account = lazy(
  () => import("./account").then((module) => module.Account),
  undefined,
  all(accountWords, settingsWords),
);
const Settings = lazy(
  () => import("./settings").then((module) => module.Settings),
  undefined,
  all(accountWords, settingsWords, dutyWords, frameWords),
);
const Security = lazy(
  () => import("./security").then((module) => module.Security),
  undefined,
  all(settingsWords, passwordWords, renameWords),
);
const Licences = lazy(() => import("./licences").then((module) => module.Licences), undefined, all(settingsWords));
const LeadScreen = lazy(
  () => import("./lead").then((module) => module.LeadScreen),
  undefined,
  all(leadsWords, captureWords, outboxWords, evidenceWords),
);
const OwnPatrol = lazy(
  () => import("./own_patrol").then((module) => module.OwnPatrol),
  undefined,
  all(ownWords, dutyWords),
);

const TownMap = lazy(() => import("./town_map").then((module) => module.TownMap), undefined, all(townMapWords));
const TrackMap = lazy(
  () => import("./town_map").then((module) => module.TownMap),
  undefined,
  all(townMapWords, dutyWords),
);
const PhoneLock = lazy(
  () => import("./phone_lock").then((module) => module.PhoneLock),
  undefined,
  () => import("../i18n/lock").then((words) => words.lockWords()),
);

export type Shown = { here: Route; me: Me; patrol: LocalPatrol | undefined; outbox: Overview };

export type Screen = {
  title: Word;
  /** The screen it lies below: back goes there, and its tab is marked. */
  below?: string;
  /** It lies below that screen's page of the same thing. */
  ofSame?: true;
  /** What its help is about. */
  help?: Topic;
  show(shown: Shown): ComponentChild;
};

/** The first tab of whoever patrols is called by that, of whoever only reports by nothing special. */
const home = ({ me, patrol, outbox }: Shown) => <Home me={me} patrol={patrol} outbox={outbox} />;

/** By the first word of the address. */
const SCREENS: Record<string, Screen> = {
  duty: { title: "duty.title", help: "duty", show: home },
  home: { title: "home.title", help: "home", show: home },
  patrol: {
    title: "patrol.title",
    below: "duty",
    help: "patrol",
    show: ({ here }) => <OwnPatrol id={here.id ?? ""} key={here.id} />,
  },
  capture: {
    title: "capture.title",
    help: "capture",
    show: ({ here, me, patrol }) => <Capture me={me} patrol={patrol} id={here.id} key={here.id} />,
  },
  drafts: {
    title: "capture.title",
    below: "leads",
    help: "capture",
    show: ({ me, patrol }) => <DraftsScreen me={me} patrol={patrol} />,
  },
  leads: { title: "my.title", help: "leads", show: ({ me, outbox }) => <Leads me={me} outbox={outbox} /> },
  outbox: { title: "outbox.title", help: "outbox", show: ({ me, outbox }) => <Outbox me={me} outbox={outbox} /> },
  map: { title: "town_map.title", below: "account", show: ({ me }) => <TownMap me={me} lead={null} /> },
  account: {
    title: "account.title",
    help: "account",
    show: ({ me, patrol, outbox }) => <Account me={me} patrol={patrol} outbox={outbox} />,
  },
  settings: { title: "settings.title", below: "account", help: "settings", show: ({ me }) => <Settings me={me} /> },
  security: { title: "security.title", below: "account", show: ({ me }) => <Security me={me} /> },
  licences: { title: "licences.title", below: "settings", show: () => <Licences /> },
  lock: { title: "account.lock", below: "account", show: ({ me }) => <PhoneLock me={me} /> },
};

/** Screens about one thing, whose id stands behind the screen's name in the address. */
const OF_ONE: Record<string, Screen> = {
  capture: { ...SCREENS["capture"]!, below: "capture" },
  leads: {
    title: "lead.title",
    help: "lead",
    below: "leads",
    show: ({ here, me, outbox }) => <LeadScreen me={me} id={here.id ?? ""} outbox={outbox} key={here.id} />,
  },
  /** Where a patrol went, with the roads that the phone's map has. */
  track: {
    title: "patrol.title",
    below: "patrol",
    ofSame: true,
    show: ({ here, me }) => <TrackMap me={me} lead={null} track={here.id} key={here.id} />,
  },
  /** The way to one lead. */
  map: {
    title: "town_map.title",
    below: "leads",
    ofSame: true,
    show: ({ here, me }) => <TownMap me={me} lead={here.id} key={here.id} />,
  },
};

export function screenOf({ screen, id }: Route): Screen {
  return (id !== null ? OF_ONE[screen] : undefined) ?? SCREENS[screen] ?? SCREENS["outbox"]!;
}

export function helpOf(here: Route): Topic | undefined {
  return screenOf(here).help;
}

/** Where back goes to. */
export function parentOf(here: Route): string | undefined {
  const { below, ofSame } = screenOf(here);
  return ofSame ? `${below}/${here.id}` : below;
}

/** The tab that is marked while this screen is shown. */
export function tabOf(here: Route): string {
  const { below } = screenOf(here);
  return below === undefined ? here.screen : tabOf({ ...here, screen: below, id: null });
}
