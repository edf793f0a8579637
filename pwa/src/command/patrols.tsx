/** All patrols of one day, so that a track can be looked at after its officer has gone home. */

import { useEffect, useState } from "preact/hooks";
import type { Patrol } from "../api/types";
import { t } from "../i18n";
import { exactTime } from "../ui/format";
import { readPatrols, sentence } from "./requests";
import { span } from "./words";

type Props = {
  /** Changes when a patrol has started, paused or ended, and has the day read again. */
  stamp: string;
  selected: string | null;
  onOpen(patrol: Patrol): void;
};

export function Patrols({ stamp, selected, onOpen }: Props) {
  const [day, setDay] = useState(() => exactTime(Date.now()).slice(0, 10));
  const [patrols, setPatrols] = useState<Patrol[] | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    if (day === "") return undefined;
    const abort = new AbortController();
    readPatrols(day, abort.signal).then(
      (read) => {
        setPatrols(read);
        setFailure(null);
      },
      (error: unknown) => {
        if (!abort.signal.aborted) setFailure(sentence(error));
      },
    );
    return () => abort.abort();
  }, [day, stamp]);
  return (
    <section class="patrols" aria-label={t("patrols.label")}>
      <label class="filters">
        {t("patrols.day")}
        <input type="date" value={day} onInput={({ currentTarget }) => setDay(currentTarget.value)} />
      </label>
      {failure && <p class="problem" role="alert">{t("detail.failed", { reason: failure })}</p>}
      {patrols?.length === 0 && <p class="empty">{t("patrols.none")}</p>}
      <ul class="rows">
        {patrols?.map((patrol) => (
          <li key={patrol.id}>
            <button type="button" class="row" aria-pressed={patrol.id === selected} onClick={() => onOpen(patrol)}>
              <PatrolRow patrol={patrol} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function PatrolRow({ patrol }: { patrol: Patrol }) {
  return (
    <span class="row-text">
      <span class="row-title">
        <strong>{patrol.person_name}</strong>
        <span class="badge">{t(`patrols.${patrol.state}`)}</span>
      </span>
      <span class="row-line">{span(patrol.started_at, patrol.ended_at)}</span>
      <span class="row-more">
        <span>{patrol.squad}</span>
        <span>{patrol.duty_zone_name ?? t("detail.no_zone")}</span>
        <span>
          {t("patrol.points")} {patrol.point_count}
        </span>
      </span>
    </span>
  );
}
