/** What is stamped onto the copy of a photo. Pure: the original keeps its bytes. */

import type { Fix } from "../api/types";
import { t } from "../i18n";
import { exactTime, lasting } from "../ui/format";

export type Stamp = {
  at: number;
  fix: Fix | null;
  zone: string | null;
  officer: string;
  /** The phone's clock minus the server's, ms; null while they have not been compared. */
  clock_off_ms: number | null;
};

/** A clock that is off by less is right. */
const OFF_MS = 30_000;

/** Line by line. */
export function stampLines({ at, fix, zone, officer, clock_off_ms }: Stamp): string[] {
  const place = fix
    ? t("stamp.place", { lat: fix.lat.toFixed(6), lon: fix.lon.toFixed(6), n: Math.round(fix.accuracy_m) })
    : t("stamp.no_place");
  return [
    `${exactTime(at)} ${clockNote(clock_off_ms)}`.trim(),
    [zone, place].filter(Boolean).join("  "),
    t("stamp.officer", { name: officer }),
  ];
}

function clockNote(off: number | null): string {
  if (off === null) return t("stamp.clock_unknown");
  if (Math.abs(off) < OFF_MS) return "";
  return t(off > 0 ? "stamp.clock_fast" : "stamp.clock_slow", { time: lasting(Math.abs(off)) });
}
