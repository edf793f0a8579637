/** How long a lead's evidence is kept, by law and beyond it: its class, and holds with reason and last day. */

import { useCallback, useEffect, useState } from "preact/hooks";
import { api } from "../../api/client";
import type { EvidenceClass, Retention as Kept } from "../../api/types";
import { t } from "../../i18n";
import { exactTime } from "../../ui/format";
import { Facts } from "../../ui/parts";
import { Failed, Loading } from "../../ui/states";
import { toast } from "../../ui/toast";
import { Asking, HoldList } from "../holds";
import { sentence } from "../requests";

const CLASSES: readonly EvidenceClass[] = [
  "patrol_only", "no_case", "simple_case", "ordinary_case", "obstruction", "mass_incident", "other_major",
];

export function Retention({ lead, revision }: { lead: string; revision: number }) {
  const [kept, setKept] = useState<Kept | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const path = `/leads/${lead}/retention`;
  const look = useCallback(() => {
    setFailure(null);
    api<Kept>(path).then(setKept, (error: unknown) => setFailure(sentence(error)));
  }, [path]);
  // A step may have ended the lead, from when on its period runs.
  useEffect(look, [look, revision]);
  const done = (word: "retention.chosen" | "holds.evidence_placed" | "holds.released") => () => {
    toast(t(word));
    look();
  };
  return (
    <details class="holds retention">
      <summary>
        {t("retention.title")} {kept?.held && <span class="badge waiting">{t("retention.held")}</span>}
      </summary>
      {failure && <Failed reason={t("holds.failed", { reason: failure })} again={look} />}
      {!failure && kept === null && <Loading lines={2} />}
      {kept && (
        <>
          <Facts
            rows={[
              [t("retention.class"), t(`retention.class_${kept.evidence_class}`)],
              [t("retention.article"), kept.article],
              [t("retention.due"), dueText(kept)],
              kept.chosen_by_name && kept.chosen_at
                ? [t("retention.by"), t("holds.by", { name: kept.chosen_by_name, time: exactTime(Date.parse(kept.chosen_at)).slice(0, 16) })]
                : null,
              kept.reason ? [t("retention.reason"), kept.reason] : null,
            ]}
          />
          <Choosing path={path} now={kept.evidence_class} onDone={done("retention.chosen")} />
          <HoldList holds={kept.holds} path={`${path}/holds`} onReleased={done("holds.released")} />
          <Asking word="holds.evidence_open" path={`${path}/holds`} dated onDone={done("holds.evidence_placed")} />
        </>
      )}
    </details>
  );
}

function dueText({ for_ever, due_on, ended_on }: Kept): string {
  if (for_ever) return t("retention.for_ever");
  if (due_on === null || ended_on === null) return t("retention.not_ended");
  return t("retention.from", { day: due_on, ended: ended_on });
}

type ChoosingProps = { path: string; now: EvidenceClass; onDone(): void };

function Choosing({ path, now, onDone }: ChoosingProps) {
  const [open, setOpen] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  if (!open) {
    return (
      <button type="button" class="button small" onClick={() => setOpen(true)}>
        {t("retention.choose")}
      </button>
    );
  }
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget as HTMLFormElement);
    const body = { evidence_class: fields.get("class"), reason: String(fields.get("reason")).trim() };
    setFailure(null);
    api(path, { method: "PUT", body }).then(
      () => {
        setOpen(false);
        onDone();
      },
      (error: unknown) => setFailure(sentence(error)),
    );
  };
  return (
    <form class="form holds-form" onSubmit={submit}>
      <label class="field">
        <span>{t("retention.class")}</span>
        <select name="class" required defaultValue={now} autofocus>
          {CLASSES.map((one) => (
            <option key={one} value={one}>
              {t(`retention.class_${one}`)}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        <span>{t("retention.reason")}</span>
        <input name="reason" required maxLength={1000} autocomplete="off" />
      </label>
      {failure && <Failed reason={failure} />}
      <div class="buttons">
        <button type="submit" class="button small primary">
          {t("retention.save")}
        </button>
        <button type="button" class="button small" onClick={() => setOpen(false)}>
          {t("app.cancel")}
        </button>
      </div>
    </form>
  );
}
