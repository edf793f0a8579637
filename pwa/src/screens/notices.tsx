/** What has to be known on every screen: signed out, a wrong clock, a new version. */

import { t } from "../i18n";
import { sync } from "../sync/state";
import { update } from "../sync/update";
import { embeddedIn } from "../ui/device";
import { lazy } from "../ui/lazy";
import { useValue } from "../ui/observable";
import { Banner } from "../ui/parts";

const frameWords = () => import("../i18n/frame").then((words) => words.frameWords());
const quiet = () => null;
const ClockNotice = lazy(() => import("./clock_notice").then((module) => module.ClockNotice), quiet, frameWords);
const UpdateNotice = lazy(() => import("./update_notice").then((module) => module.UpdateNotice), quiet, frameWords);
const HostNotice = lazy(() => import("./host_notice").then((module) => module.HostNotice), quiet, frameWords);
const InstallNotice = lazy(() => import("./install_notice").then((module) => module.InstallNotice), quiet, frameWords);

/** A clock that is off by less says nothing wrong on any record. */
const CLOCK_OFF_MS = 120_000;

type Props = { patrolling: boolean; waitingSince: number | null; home: boolean };

export function Notices({ patrolling, waitingSince, home }: Props) {
  const { signed_out, clock_off_ms } = useValue(sync);
  const { waiting, without } = useValue(update);
  const host = embeddedIn(navigator.userAgent);
  return (
    <>
      {signed_out && <SignedOut />}
      {clock_off_ms !== null && Math.abs(clock_off_ms) > CLOCK_OFF_MS && <ClockNotice offMs={clock_off_ms} />}
      {waiting && <UpdateNotice patrolling={patrolling} />}
      {home && (host || without) && <HostNotice host={host} />}
      {home && !host && !patrolling && <InstallNotice waitingSince={waitingSince} />}
    </>
  );
}

function SignedOut() {
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
