/** What it is: large buttons until it is said, then one line. */

import { useState } from "preact/hooks";
import { t } from "../i18n";
import type { Draft } from "../store/records";
import { CategoryChoice } from "./category_choice";
import { categoryName, useReference } from "./use_reference";

export function CategoryField({ draft, onChoose }: { draft: Draft; onChoose(code: string, words?: string): void }) {
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
        person={draft.person_id}
        onChoose={(code, words) => {
          onChoose(code, words);
          setOpen(false);
        }}
      />
    </section>
  );
}
