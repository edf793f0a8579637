/** What has to be known on every screen: signed out, a wrong clock, a new version. */

import { t } from "../i18n";
import { sync } from "../sync/state";
import { update } from "../sync/update";
import { lazy } from "../ui/lazy";
import { useValue } from "../ui/observable";
import { Banner } from "../ui/parts";

const frameWords = () => import("../i18n/frame").then((words) => words.frameWords());
const quiet = () => null;
const ClockNotice = lazy(() => import("./clock_notice").then((module) => module.ClockNotice), quiet, frameWords);
const UpdateNotice = lazy(() => import("./update_notice").then((module) => module.UpdateNotice), quiet, frameWords);

/** A clock that is off by less says nothing wrong on any record. */
const CLOCK_OFF_MS = 120_000;

export function Notices({ patrolling }: { patrolling: boolean }) {
  const { signed_out, revoked, clock_off_ms } = useValue(sync);
  const { waiting } = useValue(update);
  return (
    <>
      {signed_out && <SignedOut revoked={revoked} />}
      {clock_off_ms !== null && Math.abs(clock_off_ms) > CLOCK_OFF_MS && <ClockNotice offMs={clock_off_ms} />}
      {waiting && <UpdateNotice patrolling={patrolling} />}
    </>
  );
}

function SignedOut({ revoked }: { revoked: boolean }) {
  return (
    <Banner tone="warn" icon="warning">
      <strong>{t(revoked ? "sign.revoked" : "sign.again")}</strong>
      <p>{t(revoked ? "sign.revoked_why" : "sign.again_why")}</p>
      <a class="button small" href="#/sign-in">
        {t("sign.again_do")}
      </a>
    </Banner>
  );
}
