/** No position: why, and what to do about it in the browser at hand. */

import { t } from "../i18n";
import type { PositionProblem } from "../track/position";
import { browserOf } from "../ui/device";
import { Banner } from "../ui/parts";

export function NoPosition({ problem }: { problem: PositionProblem }) {
  return (
    <Banner tone={problem === "no_fix" ? "warn" : "danger"} icon="warning">
      <p>{t(`duty.fix_${problem}`)}</p>
      {problem === "permission" && <p>{t(`permission.${browserOf(navigator.userAgent)}`)}</p>}
    </Banner>
  );
}
