/** Every page of the desk: one entry a page, shown to those who hold what it needs. All but the room come later. */

import type { ComponentChild } from "preact";
import type { Me } from "../api/types";
import type { Word } from "../i18n";
import type { Box } from "../map/geometry";
import { lazy } from "../ui/lazy";
import type { Route } from "../ui/route";
import { RoomPage } from "./room_page";
import type { Store } from "./store";

const Wall = lazy(
  () => import("./wall/wall").then((module) => module.Wall),
  undefined,
  () => import("../i18n/wall").then((words) => words.wallWords()),
);

const records = () => import("../i18n/records").then((m) => m.recordsWords());
const audit = () => Promise.all([records(), import("../i18n/audit").then((m) => m.auditWords())]);
const people = () =>
  Promise.all([
    records(),
    import("../i18n/people").then((m) => m.peopleWords()),
    import("../i18n/companions").then((m) => m.companionsWords()),
    import("../i18n/rename").then((m) => m.renameWords()),
  ]);
const areas = () => Promise.all([records(), import("../i18n/areas").then((m) => m.areasWords())]);
const PeoplePage = lazy(() => import("./people/page").then((m) => m.PeoplePage), undefined, people);
const DevicesPage = lazy(() => import("./people/all_devices").then((m) => m.DevicesPage), undefined, people);
const AsidePage = lazy(() => import("./people/aside").then((m) => m.AsidePage), undefined, people);
const AreasPage = lazy(() => import("./areas/page").then((m) => m.AreasPage), undefined, areas);
const keys = () =>
  Promise.all([
    import("../i18n/keys").then((m) => m.keysWords()),
    import("../i18n/account").then((m) => m.accountWords()),
    import("../i18n/password").then((m) => m.passwordWords()),
  ]);
const KeysPage = lazy(() => import("./access/page").then((m) => m.KeysPage), undefined, keys);
const LeadsPage = lazy(() => import("./records/leads").then((m) => m.LeadsPage), undefined, records);

const PatrolsPage = lazy(() => import("./records/patrols").then((m) => m.PatrolsPage), undefined, records);
const AlarmsPage = lazy(() => import("./records/alarms").then((m) => m.AlarmsPage), undefined, records);
const AlarmRulesPage = lazy(
  () => import("./alarm_rules/page").then((m) => m.AlarmRulesPage),
  undefined,
  () => Promise.all([records(), import("../i18n/alarm_rules").then((m) => m.alarmRulesWords())]),
);
const AuditPage = lazy(() => import("./records/audit").then((m) => m.AuditPage), undefined, audit);

/** `look`: tells the live line which part of the map is looked at; null is all of it. */
export type Shown = { here: Route; me: Me; store: Store; look(box: Box | null): void; signIn(): void };

export type Page = {
  /** First word of the address behind `#/`. */
  name: string;
  word: Word;
  /** Name of a permission, or several of which one is enough; see the server's table. */
  needs: string | readonly string[];
  /** Not in the menu: reached from another page. */
  hidden?: true;
  /** Has the screen to itself, without the head line. */
  bare?: true;
  show(shown: Shown): ComponentChild;
};

const PrintPage = lazy(
  () => import("./print/page").then((module) => module.PrintPage),
  undefined,
  () =>
    Promise.all([
      import("../i18n/print").then((module) => module.printWords()),
      import("../i18n/viewer").then((module) => module.viewerWords()),
      records(),
    ]),
);

const RootPage = lazy(
  () => import("./print/root").then((module) => module.RootPage),
  undefined,
  () => import("../i18n/print").then((module) => module.printWords()),
);

const PAGES: readonly Page[] = [
  { name: "room", word: "page.room", needs: "live.watch", show: room },
  {
    name: "print",
    word: "print.open",
    needs: "lead.read",
    hidden: true,
    show: ({ here, me }) => <PrintPage here={here} me={me} />,
  },
  {
    name: "wall",
    word: "page.wall",
    needs: "live.watch",
    bare: true,
    show: ({ me, store, look, signIn }) => <Wall me={me} store={store} onLook={look} onSignIn={signIn} />,
  },
  { name: "leads", word: "page.leads", needs: "lead.read", show: ({ me }) => <LeadsPage me={me} /> },
  { name: "patrols", word: "page.patrols", needs: "patrol.read", show: ({ me }) => <PatrolsPage me={me} /> },
  { name: "alarms", word: "page.alarms", needs: "alarm.read", show: ({ me }) => <AlarmsPage me={me} /> },
  { name: "alarm-rules", word: "page.alarm_rules", needs: "alarm.configure", show: ({ me }) => <AlarmRulesPage me={me} /> },
  { name: "audit", word: "page.audit", needs: "audit.read", show: ({ me }) => <AuditPage me={me} /> },
  { name: "root", word: "sealed.print", needs: "audit.read", hidden: true, show: ({ me }) => <RootPage me={me} /> },
  { name: "areas", word: "page.areas", needs: "areas.read", show: ({ me, here }) => <AreasPage me={me} here={here} /> },
  {
    name: "people",
    word: "page.people",
    needs: ["people.manage", "roles.grant"],
    show: ({ me, here }) => <PeoplePage me={me} here={here} />,
  },
  { name: "keys", word: "page.keys", needs: "account", hidden: true, show: ({ me }) => <KeysPage me={me} /> },
  { name: "devices", word: "page.devices", needs: "devices.manage", show: ({ me }) => <DevicesPage me={me} /> },
  { name: "aside", word: "page.aside", needs: "devices.manage", show: () => <AsidePage /> },
];

function room({ here, me, store, look }: Shown): ComponentChild {
  const wallPage = pagesOf(me).some(({ name }) => name === "wall");
  return <RoomPage me={me} store={store} here={here} wallPage={wallPage} onLook={look} />;
}

/** The pages somebody may see, in the order of the menu. */
export function pagesOf(me: Me): Page[] {
  return PAGES.filter(({ needs }) => [needs].flat().some((one) => one in me.permissions));
}

/** The page of an address; the first one of a person's menu when there is none. */
export function pageOf(me: Me, { screen }: Route): Page | undefined {
  const own = pagesOf(me);
  return own.find(({ name }) => name === screen) ?? own.find(({ hidden }) => !hidden);
}
