/** The photo just taken, in sight while it is said what it shows. */

import { CircleCheck } from "lucide";
import { t } from "../i18n";
import type { Medium } from "../store/records";
import { Icon } from "../ui/icon";
import { Thumb } from "./thumb";

export function JustTaken({ originals, coming }: { originals: readonly Medium[]; coming: number }) {
  const last = originals[originals.length - 1];
  const count = originals.length + coming;
  if (count === 0) return null;
  return (
    <section class="card just-taken">
      {last ? <Thumb medium={last} name="" /> : <span class="thumb" />}
      <Icon name={CircleCheck} />
      <strong>{t("camera.taken", { n: count })}</strong>
    </section>
  );
}
