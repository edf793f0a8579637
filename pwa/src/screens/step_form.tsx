/** Words and photos for a lead that has been reported: more about it, or how it was handled. Kept as a draft. */

import { useState } from "preact/hooks";
import type { Me } from "../api/types";
import { useOwnFix } from "../capture/own_fix";
import { t } from "../i18n";
import { discardDraft } from "../store/drafts";
import { mediaOf } from "../store/media";
import { submitStep } from "../store/steps";
import { useQuery } from "../ui/query";
import { Loading } from "../ui/states";
import { toast } from "../ui/toast";
import { MediaField } from "./media_field";
import { useDraft } from "./use_draft";

export function StepForm({ me, id, onDone }: { me: Me; id: string; onDone(): void }) {
  const editing = useDraft(id);
  const own = useOwnFix();
  const media = useQuery(["media"], () => mediaOf(id), [id]) ?? [];
  const [keeping, setKeeping] = useState(0);
  const [missing, setMissing] = useState(false);
  const { draft, change } = editing;
  if (!draft?.step) return <Loading />;
  const handle = draft.step.act === "handle";
  const enough = draft.note.trim() !== "" || (!handle && media.length > 0);
  const submit = async (event: Event) => {
    event.preventDefault();
    setMissing(!enough);
    if (!enough || keeping > 0) return;
    const last = editing.finish();
    if (!last?.step) return;
    await submitStep({ ...last, step: last.step }, Date.now());
    toast(t("lead.told"));
    onDone();
  };
  const discard = async () => {
    editing.finish();
    await discardDraft(id);
    onDone();
  };
  return (
    <form class="step-form" onSubmit={(event) => void submit(event)} aria-label={t(handle ? "lead.do_handle" : "lead.do_add")}>
      <MediaField me={me} draft={draft} own={own} flush={editing.flush} onKeeping={setKeeping} />
      <section class="card form">
        <label class="field">
          <span>{t(handle ? "lead.handle_words" : "lead.add_words")}</span>
          <textarea
            rows={3}
            maxLength={handle ? 1000 : 4000}
            value={draft.note}
            placeholder={t(handle ? "lead.handle_hint" : "lead.add_hint")}
            aria-invalid={missing && !enough}
            onInput={({ currentTarget }) => change({ note: currentTarget.value })}
          />
        </label>
        {missing && !enough && (
          <p class="trouble" role="alert">
            {t(handle ? "lead.need_words" : "lead.need_something")}
          </p>
        )}
        <div class="buttons even">
          <button type="button" class="button" onClick={() => void discard()}>
            {t("lead.discard")}
          </button>
          <button type="submit" class="button primary" disabled={keeping > 0}>
            {t(handle ? "lead.handle_send" : "lead.add_send")}
          </button>
        </div>
      </section>
    </form>
  );
}
