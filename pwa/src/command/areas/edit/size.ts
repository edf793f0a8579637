/** Sizes of zones in words. */

import { t } from "../../../i18n";

const whole = new Intl.NumberFormat("zh-CN", { maximumFractionDigits: 0 });

export function size(m2: number): string {
  return t("edit.m2", { n: whole.format(m2) });
}
