/** Whether somebody who was sent has it on their phone and has looked. */

import type { Lead } from "../api/types";
import { t } from "../i18n";
import { exactTime } from "../ui/format";

type Received = Pick<Lead, "state" | "assigned_to" | "delivered_at" | "opened_at">;

/** In a word, for the list; null for what nobody is out with. */
export function receiptWord({ state, assigned_to, delivered_at, opened_at }: Received): string | null {
  if (state !== "assigned" || assigned_to === null) return null;
  return t(opened_at ? "receipt.opened" : delivered_at ? "receipt.delivered" : "receipt.none");
}

/** With the times, for the detail. */
export function receiptText({ delivered_at, opened_at, ...lead }: Received): string | null {
  if (receiptWord({ delivered_at, opened_at, ...lead }) === null) return null;
  if (!delivered_at) return t("receipt.none");
  const delivered = t("receipt.delivered_at", { time: clock(delivered_at) });
  return opened_at ? `${delivered} · ${t("receipt.opened_at", { time: clock(opened_at) })}` : delivered;
}

function clock(at: string): string {
  return exactTime(Date.parse(at)).slice(5);
}
