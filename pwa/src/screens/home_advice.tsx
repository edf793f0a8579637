/** On the first screen only: what this browser cannot do, and that installing is worth it. */

import { update } from "../sync/update";
import { embeddedIn } from "../ui/device";
import { lazy } from "../ui/lazy";
import { useValue } from "../ui/observable";
import { FirstHint } from "./first_hint";

const frameWords = () => import("../i18n/frame").then((words) => words.frameWords());
const quiet = () => null;
const HostNotice = lazy(() => import("./host_notice").then((module) => module.HostNotice), quiet, frameWords);
const InstallNotice = lazy(() => import("./install_notice").then((module) => module.InstallNotice), quiet, frameWords);

/** What to know of this browser: it is inside another app, or cannot open offline. Else, once and not on patrol, where the help is. */
export function AboutBrowser({ busy }: { busy: boolean }) {
  const { without } = useValue(update);
  const host = embeddedIn(navigator.userAgent);
  return host || without ? <HostNotice host={host} /> : (busy ? null : <FirstHint />);
}

export function AboutInstalling({ waitingSince }: { waitingSince: number | null }) {
  return embeddedIn(navigator.userAgent) ? null : <InstallNotice waitingSince={waitingSince} />;
}
