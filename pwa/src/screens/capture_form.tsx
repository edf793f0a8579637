/** One draft: category, photos, place, words; and off it goes. */

import { useState } from "preact/hooks";
import type { Me } from "../api/types";
import { useOwnFix } from "../capture/own_fix";
import { t } from "../i18n";
import { discardDraft, isComplete, submitDraft } from "../store/drafts";
import type { Draft } from "../store/records";
import { update } from "../sync/update";
import { Icon } from "../ui/icon";
import { Confirm, Empty } from "../ui/parts";
import { replace } from "../ui/route";
import { toast } from "../ui/toast";
import { CategoryChoice } from "./category_choice";
import { MediaField } from "./media_field";
import { PlaceField } from "./place_field";
import { useDraft } from "./use_draft";
import { categoryName, useReference } from "./use_reference";

export function CaptureForm({ me, id }: { me: Me; id: string }) {
  const editing = useDraft(id);
  const own = useOwnFix();
  const [keeping, setKeeping] = useState(0);
  const { draft, change } = editing;
  if (draft === undefined) return <p class="hint">{t("app.loading")}</p>;
  if (draft === null || draft.person_id !== me.id) return <Empty icon="capture">{t("capture.gone")}</Empty>;
  const submit = async () => {
    const last = editing.finish();
    if (!last || !isComplete(last)) return;
    await submitDraft(last, update.get().version ?? "dev", Date.now());
    toast(t("capture.submitted"));
    replace("leads");
  };
  const discard = async () => {
    editing.finish();
    await discardDraft(id);
    replace("capture");
  };
  return (
    <div class="capture">
      <CategoryField draft={draft} onChoose={(category) => change({ category })} />
      <MediaField me={me} draft={draft} own={own} flush={editing.flush} onKeeping={setKeeping} />
      <PlaceField draft={draft} own={own} onChange={change} />
      <Words draft={draft} onChange={change} />
      <Discard onYes={() => void discard()} />
      <Submit draft={draft} keeping={keeping} onSubmit={() => void submit()} />
    </div>
  );
}

function CategoryField({ draft, onChoose }: { draft: Draft; onChoose(code: string): void }) {
  const reference = useReference();
  const [open, setOpen] = useState(false);
  if (!open && draft.category) {
    return (
      <section class="card chosen">
        <span class="list-text">
          <span class="hint">{t("capture.category")}</span>
          <strong>{categoryName(draft.category, reference?.categories)}</strong>
        </span>
        <button type="button" class="button small" onClick={() => setOpen(true)}>
          {t("capture.change")}
        </button>
      </section>
    );
  }
  return (
    <section class="card">
      <h2>{t("capture.category")}</h2>
      <CategoryChoice
        onChoose={(code) => {
          onChoose(code);
          setOpen(false);
        }}
      />
    </section>
  );
}

function Words({ draft, onChange }: { draft: Draft; onChange(part: Partial<Draft>): void }) {
  return (
    <section class="card form">
      <label class="field">
        <span>{t("capture.address")}</span>
        <input
          value={draft.address}
          maxLength={200}
          placeholder={t("capture.address_hint")}
          onInput={(event) => onChange({ address: event.currentTarget.value })}
        />
      </label>
      <label class="field">
        <span>{t("capture.note")}</span>
        <textarea
          value={draft.note}
          rows={3}
          maxLength={4000}
          placeholder={t("capture.note_hint")}
          onInput={(event) => onChange({ note: event.currentTarget.value })}
        />
      </label>
    </section>
  );
}

function Discard({ onYes }: { onYes(): void }) {
  const [asking, setAsking] = useState(false);
  return (
    <p class="discard">
      <span class="hint">{t("capture.draft_kept")}</span>
      <button type="button" class="button quiet" onClick={() => setAsking(true)}>
        <Icon name="bin" size={20} />
        {t("capture.discard")}
      </button>
      {asking && (
        <Confirm
          title={t("capture.discard_ask")}
          yes={t("capture.discard")}
          danger
          onYes={onYes}
          onNo={() => setAsking(false)}
        />
      )}
    </p>
  );
}

/** What is still missing is said on the button's side, not found out by pressing it. */
function Submit({ draft, keeping, onSubmit }: { draft: Draft; keeping: number; onSubmit(): void }) {
  const [sent, setSent] = useState(false);
  const missing = !draft.category
    ? t("capture.missing_category")
    : !draft.place
      ? t("capture.missing_place")
      : keeping > 0
        ? t("capture.missing_keeping")
        : null;
  return (
    <div class="submit">
      {missing && (
        <span class="hint" role="status">
          {missing}
        </span>
      )}
      <button
        type="button"
        class="button primary big"
        disabled={missing !== null || sent}
        onClick={() => {
          setSent(true);
          onSubmit();
        }}
      >
        {t("capture.submit")}
      </button>
    </div>
  );
}
