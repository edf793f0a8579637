/** Somebody on the lock screen. */

import { t } from "../i18n";
import type { OnDevice } from "../lock/on_device";
import { Chip } from "../ui/parts";

/** Initial, name, and what waits here. */
export function Face({ person }: { person: OnDevice }) {
  const name = person.display_name || t("lock.unknown");
  return (
    <>
      <span class="avatar" aria-hidden="true">
        {name.slice(0, 1)}
      </span>
      <span class="list-text">
        <strong>{name}</strong>
        <span class="hint">{person.unsent > 0 ? t("lock.unsent", { n: person.unsent }) : t("lock.all_sent")}</span>
      </span>
      {person.patrolling && <Chip tone="info">{t("lock.patrolling")}</Chip>}
    </>
  );
}
