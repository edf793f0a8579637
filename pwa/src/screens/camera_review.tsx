/** Looking at the photos just taken, before going on; a bad one goes. */

import { useState } from "preact/hooks";
import { REASONS, type Reason } from "../chain/discard";
import { t } from "../i18n";
import type { Medium } from "../store/records";
import { Icon } from "../ui/icon";

/** `url` null: a film. */
export type Shot = { url: string | null; kept: Promise<Medium | null> };

type Props = { shots: readonly Shot[]; onRemove(shot: Shot, reason: Reason): void; onClose(): void };

export function Review({ shots, onRemove, onClose }: Props) {
  const [at, setAt] = useState(shots.length - 1);
  const here = Math.min(at, shots.length - 1);
  const shot = shots[here];
  const [reason, setReason] = useState<Reason>("other");
  const remove = () => {
    if (!shot) return;
    onRemove(shot, reason);
    setReason("other");
    if (shots.length === 1) onClose();
  };
  return (
    <div class="camera-review" role="group" aria-label={t("camera.review", { n: shots.length })}>
      {shot?.url ? <img src={shot.url} alt={t("camera.shot", { n: here + 1, total: shots.length })} /> : <p>{t("capture.film")}</p>}
      <p class="camera-note">{t("camera.shot", { n: here + 1, total: shots.length })}</p>
      <label class="camera-reason">
        {t("capture.reason")}
        <select value={reason} onChange={({ currentTarget }) => setReason(currentTarget.value as Reason)}>
          {REASONS.map((value) => (
            <option key={value} value={value}>
              {t(`capture.reason_${value}`)}
            </option>
          ))}
        </select>
      </label>
      <div class="camera-row">
        <button type="button" class="camera-button round" aria-label={t("camera.earlier")} disabled={here <= 0} onClick={() => setAt(here - 1)}>
          <Icon name="back" />
        </button>
        <button type="button" class="camera-button" onClick={remove}>
          <Icon name="bin" />
          {t("capture.remove_yes")}
        </button>
        <button type="button" class="camera-button strong" onClick={onClose}>
          {t("camera.go_on")}
        </button>
        <button type="button" class="camera-button round" aria-label={t("camera.later")} disabled={here >= shots.length - 1} onClick={() => setAt(here + 1)}>
          <Icon name="next" />
        </button>
      </div>
    </div>
  );
}
