/** Whether a patrol's raw track is kept for a case: why, by whom, until when; placing and releasing it. */

import { useCallback, useEffect, useState } from "preact/hooks";
import { api } from "../api/client";
import { newId } from "../api/ids";
import type { Hold, PatrolDetail, TrackHold } from "../api/types";
import { t } from "../i18n";
import { minuteInWords } from "../ui/format";
import { Failed, Loading } from "../ui/states";
import { toast } from "../ui/toast";
import { sentence } from "./requests";

export function Holds({ patrol }: { patrol: PatrolDetail }) {
  const [holds, setHolds] = useState<TrackHold[] | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const path = `/patrols/${patrol.id}/holds`;
  const look = useCallback(() => {
    setFailure(null);
    api<TrackHold[]>(path).then(setHolds, (error: unknown) => setFailure(sentence(error)));
  }, [path]);
  useEffect(look, [look]);
  const placed = () => {
    toast(t("holds.placed"));
    look();
  };
  const released = () => {
    toast(t("holds.released"));
    look();
  };
  return (
    <section class="holds">
      <h3>{t("holds.title")}</h3>
      {!patrol.track_kept && <p class="warning">{t("holds.gone")}</p>}
      {failure && <Failed reason={t("holds.failed", { reason: failure })} again={look} />}
      {!failure && holds === null && <Loading lines={1} />}
      {holds?.length === 0 && patrol.track_kept && <p class="hint">{t("holds.none")}</p>}
      <HoldList holds={holds ?? []} path={path} onReleased={released} />
      {patrol.track_kept && <Asking word="holds.open" path={path} dated onDone={placed} />}
    </section>
  );
}

type HoldListProps = { holds: readonly Hold[]; path: string; onReleased(): void };

export function HoldList({ holds, path, onReleased }: HoldListProps) {
  return (
    <ul class="plain">
      {holds.map((hold) => (
        <li key={hold.id}>
          <Told hold={hold} />
          {hold.released_at === null && (
            <Asking word="holds.release" path={`${path}/${hold.id}/release`} dated={false} onDone={onReleased} />
          )}
        </li>
      ))}
    </ul>
  );
}

function Told({ hold }: { hold: Hold }) {
  const at = (moment: string) => minuteInWords(Date.parse(moment));
  const until = hold.until ? t("holds.to", { day: hold.until }) : t("holds.for_good");
  return (
    <>
      <p>{hold.reason}</p>
      <p class="hint">
        {t("holds.by", { name: hold.placed_by_name, time: at(hold.placed_at) })} · {until}
      </p>
      {hold.released_at && (
        <p class="hint">
          {t("holds.was_released", {
            name: hold.released_by_name ?? "", time: at(hold.released_at), reason: hold.release_reason ?? "",
          })}
        </p>
      )}
    </>
  );
}

type AskingProps = { word: "holds.open" | "holds.evidence_open" | "holds.release"; path: string; dated: boolean; onDone(): void };

/** A button, and behind it the reason; for a hold also until when. The same id again places nothing twice. */
export function Asking({ word, path, dated, onDone }: AskingProps) {
  const [id, setId] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  if (id === null) {
    return (
      <button type="button" class="button small" onClick={() => setId(newId())}>
        {t(word)}
      </button>
    );
  }
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget as HTMLFormElement);
    const reason = String(fields.get("reason")).trim();
    const until = String(fields.get("until") ?? "") || null;
    setBusy(true);
    setFailure(null);
    try {
      if (dated) await api(`${path}/${id}`, { method: "PUT", body: { reason, until } });
      else await api(path, { method: "PUT", body: { reason } });
      setId(null);
      onDone();
    } catch (error) {
      setFailure(sentence(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form class="form holds-form" onSubmit={(event) => void submit(event)}>
      <label class="field">
        <span>{t(dated ? "holds.reason" : "holds.release_reason")}</span>
        <input name="reason" required maxLength={1000} autocomplete="off" autofocus />
      </label>
      {dated && (
        <label class="field">
          <span>{t("holds.until")}</span>
          <input name="until" type="date" max="2199-12-31" />
        </label>
      )}
      {failure && <Failed reason={failure} />}
      <div class="buttons">
        <button type="submit" class="button small primary" disabled={busy}>
          {t(busy ? "holds.busy" : dated ? "holds.place" : "holds.release_now")}
        </button>
        <button type="button" class="button small" onClick={() => setId(null)}>
          {t("app.cancel")}
        </button>
      </div>
    </form>
  );
}
