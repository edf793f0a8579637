/** Words and photos for a lead that has been reported: more about it, or how it was handled. Kept as a draft. */

import { useState } from "preact/hooks";
import type { Me } from "../api/types";
import { MOST_FILES } from "../capture/intake";
import { useOwnFix } from "../capture/own_fix";
import { t } from "../i18n";
import { discardCapturedDraft, discardWithDerived } from "../chain/discard";
import { isOriginal } from "../store/derived";
import { mediaOf } from "../store/media";
import type { Draft } from "../store/records";
import { submitStep } from "../store/steps";
import { useQuery } from "../ui/query";
import { Loading } from "../ui/states";
import { toast } from "../ui/toast";
import { Camera } from "./camera";
import { MediaField } from "./media_field";
import { useDraft, type Editing } from "./use_draft";
import { useKeeping } from "./use_keeping";

type Props = { me: Me; id: string; onDone(): void };

export function StepForm({ me, id, onDone }: Props) {
  const editing = useDraft(id);
  const { draft } = editing;
  if (!draft?.step) return <Loading />;
  return <Form me={me} id={id} onDone={onDone} draft={draft} editing={editing} />;
}

function Form({ me, id, onDone, draft, editing }: Props & { draft: Draft; editing: Editing }) {
  const { change, flush } = editing;
  const own = useOwnFix();
  const media = useQuery(["media"], () => mediaOf(id), [id]) ?? [];
  const originals = media.filter(isOriginal);
  const keeping = useKeeping(me, id, own, originals.length);
  const [camera, setCamera] = useState(false);
  const [missing, setMissing] = useState(false);
  const handle = draft.step?.act === "handle";
  const enough = draft.note.trim() !== "" || (!handle && media.length > 0);
  const submit = async (event: Event) => {
    event.preventDefault();
    setMissing(!enough);
    if (!enough || keeping.busy > 0) return;
    const last = editing.finish();
    if (!last?.step) return;
    await submitStep({ ...last, step: last.step }, Date.now());
    toast(t("lead.told"));
    onDone();
  };
  const discard = async () => {
    editing.finish();
    await discardCapturedDraft(id, me.id, "other");
    onDone();
  };
  return (
    <form class="step-form" onSubmit={(event) => void submit(event)} aria-label={t(handle ? "lead.do_handle" : "lead.do_add")}>
      <MediaField
        me={me}
        draft={draft}
        media={media}
        keeping={keeping}
        flush={flush}
        onCamera={() => void flush().then(() => setCamera(true))}
      />
      {camera && (
        <Camera
          draft={draft}
          own={own}
          room={MOST_FILES - originals.length - keeping.busy}
          taken={originals.length}
          many
          keep={keeping.keep}
          remove={(medium, reason) => void discardWithDerived(medium, reason)}
          onDone={() => setCamera(false)}
        />
      )}
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
          <button type="submit" class="button primary" disabled={keeping.busy > 0}>
            {t(handle ? "lead.handle_send" : "lead.add_send")}
          </button>
        </div>
      </section>
    </form>
  );
}
