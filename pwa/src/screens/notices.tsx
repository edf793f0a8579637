/** What has to be known on every screen: signed out, a wrong clock, a new version. */

import { t } from "../i18n";
import { readPeople } from "../lock/people";
import { sync } from "../sync/state";
import { update } from "../sync/update";
import { lazy } from "../ui/lazy";
import { useValue } from "../ui/observable";
import { Banner } from "../ui/parts";
import { useQuery } from "../ui/query";

const frameWords = () => import("../i18n/frame").then((words) => words.frameWords());
const quiet = () => null;
const ClockNotice = lazy(() => import("./clock_notice").then((module) => module.ClockNotice), quiet, frameWords);
const UpdateNotice = lazy(() => import("./update_notice").then((module) => module.UpdateNotice), quiet, frameWords);

/** A clock that is off by less says nothing wrong on any record. */
const CLOCK_OFF_MS = 120_000;

export function Notices({ patrolling }: { patrolling: boolean }) {
  const { signed_out, other, revoked, clock_off_ms } = useValue(sync);
  const { waiting } = useValue(update);
  return (
    <>
      {signed_out && <SignedOut other={other} revoked={revoked} />}
      {clock_off_ms !== null && Math.abs(clock_off_ms) > CLOCK_OFF_MS && <ClockNotice offMs={clock_off_ms} />}
      {waiting && <UpdateNotice patrolling={patrolling} />}
    </>
  );
}

function SignedOut({ other, revoked }: { other: boolean; revoked: boolean }) {
  const people = useQuery(["people"], readPeople, [])?.length ?? 0;
  const why = revoked ? "sign.revoked_why" : other ? "sign.other_why" : people > 1 ? "sign.shared_why" : "sign.again_why";
  return (
    <Banner tone="warn" icon="warning">
      <strong>{t(revoked ? "sign.revoked" : "sign.again")}</strong>
      <p>{t(why)}</p>
      <a class="button small" href="#/sign-in">
        {t("sign.again_do")}
      </a>
    </Banner>
  );
}
