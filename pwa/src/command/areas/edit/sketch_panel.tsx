/** Drawing by the keyboard: corners typed as coordinates, one after the other. */

import { useState } from "preact/hooks";
import { t } from "../../../i18n";
import { placeOf } from "./shape";
import type { Editor } from "./use_editor";

export function SketchPanel({ editor }: { editor: Editor }) {
  const { sketch, busy } = editor;
  const [typed, setTyped] = useState("");
  const [wrong, setWrong] = useState(false);
  if (!sketch) return null;
  const enough = sketch.places.length >= (sketch.of === "zone" ? 3 : 2);
  const add = (event: SubmitEvent) => {
    event.preventDefault();
    const place = placeOf(typed);
    setWrong(!place);
    if (!place) return;
    editor.place(place);
    setTyped("");
  };
  return (
    <section class="edit-sketch" aria-label={t(sketch.of === "zone" ? "edit.draw" : "edit.cut")}>
      <p>{t(sketch.of === "zone" ? "edit.sketch_zone" : "edit.sketch_cut")}</p>
      <form class="edit-inline" onSubmit={add}>
        <label class="field">
          <span>{t("edit.coordinates")}</span>
          <input
            value={typed}
            placeholder={t("edit.coordinates_example")}
            autocomplete="off"
            inputMode="decimal"
            aria-invalid={wrong}
            onInput={({ currentTarget }) => setTyped(currentTarget.value)}
          />
        </label>
        <button type="submit" class="button small">
          {t("edit.add_place")}
        </button>
      </form>
      {wrong && <p class="problem" role="alert">{t("edit.coordinates_wrong")}</p>}
      <ol class="edit-places">
        {sketch.places.map(([lon, lat], i) => (
          <li key={i}>
            {lon.toFixed(6)}, {lat.toFixed(6)}
          </li>
        ))}
      </ol>
      <div class="buttons">
        <button type="button" class="button small primary" disabled={!enough || busy} onClick={() => editor.finish()}>
          {t("edit.finish")}
        </button>
        <button type="button" class="button small" disabled={sketch.places.length === 0} onClick={editor.undo}>
          {t("edit.back_place")}
        </button>
        <button type="button" class="button small" onClick={editor.leave}>
          {t("edit.cancel")}
        </button>
      </div>
    </section>
  );
}
