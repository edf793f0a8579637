/** Records that can no longer be read: kept, shown, and in every export. */

import { t } from "../i18n";
import { unreadable } from "../store/readable";
import { exactTime } from "../ui/format";
import { Banner } from "../ui/parts";
import { useQuery } from "../ui/query";
import { ExportButton } from "./storage";

export function Damaged() {
  const damaged = useQuery(["unreadable"], unreadable, []) ?? [];
  if (damaged.length === 0) return null;
  return (
    <Banner tone="danger" icon="warning">
      <strong>{t("outbox.unreadable")}</strong>
      <p>{t("outbox.unreadable_note", { n: damaged.length })}</p>
      <ul class="damaged">
        {damaged.map(({ n, store, key, found_at, reason }) => (
          <li key={n}>
            {exactTime(found_at)} <span class="mono">{`${store} ${key}: ${reason}`}</span>
          </li>
        ))}
      </ul>
      <ExportButton />
    </Banner>
  );
}
