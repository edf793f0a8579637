/** The chosen zone: code, name, size as it is drawn, and its corners one by one for whoever has no mouse. */

import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp, ChevronLeft, ChevronRight } from "lucide";
import { useEffect, useMemo, useState } from "preact/hooks";
import { t } from "../../../i18n";
import { areaM2 } from "../../../map/gauss";
import { moved, type LonLat } from "../../../map/geometry";
import { Icon } from "../../../ui/icon";
import type { Zone } from "./draft";
import { cornersOf, nextCorner, placeOf } from "./shape";
import { size } from "./size";
import type { Editor } from "./use_editor";

const whole = new Intl.NumberFormat("zh-CN", { maximumFractionDigits: 0 });
const signed = new Intl.NumberFormat("zh-CN", { maximumFractionDigits: 0, signDisplay: "exceptZero" });
const HOW_FAR: Record<string, [east: number, north: number]> = {
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};

export function ZonePanel({ editor, zone }: { editor: Editor; zone: Zone }) {
  const { moving, bases, together, busy } = editor;
  const now = useMemo(() => areaM2(moving ?? zone.geometry), [moving, zone.geometry]);
  const base = bases.find(({ id }) => id === zone.base);
  const before = useMemo(() => base && areaM2(base.geometry), [base]);
  const change = before === undefined ? 0 : now - before;
  return (
    <section class="edit-chosen" aria-label={zone.name}>
      <div class="edit-inline">
        <Text key={zone.code} label={t("edit.code")} value={zone.code} max={40} still={busy} onChange={(code) => editor.rename({ code })} />
        <Text key={zone.name} label={t("edit.name")} value={zone.name} max={200} still={busy} onChange={(name) => editor.rename({ name })} />
      </div>
      <p class="edit-size">
        {t("edit.area")} <strong>{size(now)}</strong>
        {before !== undefined && (
          <span class="hint">
            {" "}
            {t("edit.m2_before", {
              n: whole.format(before),
              change: Math.abs(change) < 0.5 ? t("edit.same_area") : signed.format(change),
            })}
          </span>
        )}
      </p>
      <Corners editor={editor} zone={zone} />
      <label class="field-check">
        <input type="checkbox" checked={together} onChange={() => editor.setTogether(!together)} /> {t("edit.together")}
      </label>
    </section>
  );
}

type TextProps = { label: string; value: string; max: number; still: boolean; onChange(next: string): void };

/** Taken over when the field is left, so that a word is one step and not a step a letter. */
function Text({ label, value, max, still, onChange }: TextProps) {
  return (
    <label class="field">
      <span>{label}</span>
      <input
        defaultValue={value}
        maxLength={max}
        readOnly={still}
        required
        autocomplete="off"
        onKeyDown={(event) => event.key === "Enter" && event.currentTarget.blur()}
        onBlur={({ currentTarget }) => {
          const next = currentTarget.value.trim();
          if (next && next !== value) onChange(next);
          else currentTarget.value = value;
        }}
      />
    </label>
  );
}

function Corners({ editor, zone }: { editor: Editor; zone: Zone }) {
  const { corner } = editor;
  const all = useMemo(() => cornersOf(zone.geometry), [zone.geometry]);
  const i = corner ? all.findIndex(([lon, lat]) => lon === corner[0] && lat === corner[1]) : -1;
  const turn = (by: 1 | -1) => editor.setCorner(all[(Math.max(i, by > 0 ? -1 : 0) + by + all.length) % all.length] ?? null);
  const nudge = (key: string, far: boolean) => {
    const [east, north] = HOW_FAR[key] ?? [0, 0];
    const metres = far ? 10 : 1;
    if (corner) editor.moveTo(corner, moved(corner, east * metres, north * metres));
  };
  const button = (label: string, sign: typeof ArrowUp, run: (event: MouseEvent) => void) => (
    <button type="button" class="icon-button" aria-label={label} title={label} onClick={run}>
      <Icon name={sign} size={18} />
    </button>
  );
  return (
    <fieldset class="edit-corners">
      <legend>{t("edit.corners")}</legend>
      <div class="edit-turn">
        {button(t("edit.corner_before"), ChevronLeft, () => turn(-1))}
        <span class="edit-count">{i < 0 ? t("edit.no_corner", { n: all.length }) : t("edit.corner_of", { i: i + 1, n: all.length })}</span>
        {button(t("edit.corner_next"), ChevronRight, () => turn(1))}
      </div>
      {corner && i >= 0 && (
        <>
          <Place key={corner.join()} corner={corner} onSet={(to) => editor.moveTo(corner, to)} />
          <div
            class="edit-turn"
            role="group"
            aria-label={t("edit.nudge_pad")}
            title={t("edit.nudge")}
            onKeyDown={(event) => {
              if (!(event.key in HOW_FAR)) return;
              event.preventDefault();
              nudge(event.key, event.shiftKey);
            }}
          >
            {button(t("edit.west"), ArrowLeft, (event) => nudge("ArrowLeft", event.shiftKey))}
            {button(t("edit.east"), ArrowRight, (event) => nudge("ArrowRight", event.shiftKey))}
            {button(t("edit.north"), ArrowUp, (event) => nudge("ArrowUp", event.shiftKey))}
            {button(t("edit.south"), ArrowDown, (event) => nudge("ArrowDown", event.shiftKey))}
          </div>
          <p class="hint">{t("edit.nudge")}</p>
          <div class="buttons">
            <button type="button" class="button small" onClick={() => insertAfter(editor, zone, corner)}>
              {t("edit.corner_insert")}
            </button>
            <button type="button" class="button small" onClick={() => editor.remove(corner)}>
              {t("edit.corner_remove")}
            </button>
          </div>
        </>
      )}
    </fieldset>
  );
}

function insertAfter(editor: Editor, zone: Zone, corner: LonLat): void {
  const next = nextCorner(zone.geometry, corner);
  if (next) editor.insert(corner, next, [(corner[0] + next[0]) / 2, (corner[1] + next[1]) / 2]);
}

function Place({ corner, onSet }: { corner: LonLat; onSet(to: LonLat): void }) {
  const [typed, setTyped] = useState(`${corner[0]}, ${corner[1]}`);
  const [wrong, setWrong] = useState(false);
  useEffect(() => setWrong(false), [typed]);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const place = placeOf(typed);
    setWrong(!place);
    if (place && (place[0] !== corner[0] || place[1] !== corner[1])) onSet(place);
  };
  return (
    <form class="edit-inline" onSubmit={submit}>
      <label class="field">
        <span>{t("edit.coordinates")}</span>
        <input value={typed} autocomplete="off" aria-invalid={wrong} onInput={({ currentTarget }) => setTyped(currentTarget.value)} />
      </label>
      <button type="submit" class="button small">
        {t("edit.corner_set")}
      </button>
      {wrong && <p class="problem" role="alert">{t("edit.coordinates_wrong")}</p>}
    </form>
  );
}
