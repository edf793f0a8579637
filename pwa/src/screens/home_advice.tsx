/** On the first screen only: what this browser cannot do. */

import { update } from "../sync/update";
import { embeddedIn } from "../ui/device";
import { lazy } from "../ui/lazy";
import { useValue } from "../ui/observable";
import { FirstHint } from "./first_hint";

const HostNotice = lazy(
  () => import("./host_notice").then((module) => module.HostNotice),
  () => null,
  () => import("../i18n/frame").then((words) => words.frameWords()),
);

/** What to know of this browser: it is inside another app, or cannot open offline. Else, once and not on patrol, where the help is. */
export function AboutBrowser({ busy }: { busy: boolean }) {
  const { without } = useValue(update);
  const host = embeddedIn(navigator.userAgent);
  return host || without ? <HostNotice host={host} /> : (busy ? null : <FirstHint />);
}
