/** What is asked about coverage. Of zones; nothing here knows a person. */

import { api } from "../../api/client";
import type { Coverage, CoverageOf, ZoneAges } from "../../api/types";
import { exactTime } from "../../ui/format";

/** `days` before today; 0 is today alone. */
export type Asked = { days: number; of: CoverageOf };
const DAY_MS = 86_400_000;
/** Reading weeks of tracks takes its time. */
const PATIENCE_MS = 90_000;

function query({ days, of }: Asked): URLSearchParams {
  return new URLSearchParams({ of, from_day: exactTime(Date.now() - days * DAY_MS).slice(0, 10) });
}

export function readCoverage(town: string, asked: Asked, signal: AbortSignal): Promise<Coverage> {
  const params = query(asked);
  params.set("town_code", town);
  return api<Coverage>(`/patrols/coverage?${params.toString()}`, { signal, timeoutMs: PATIENCE_MS });
}

export function readAges(area: string, asked: Asked, signal: AbortSignal): Promise<ZoneAges> {
  return api<ZoneAges>(`/patrols/coverage/${area}?${query(asked).toString()}`, { signal, timeoutMs: PATIENCE_MS });
}
