/** The drawing desk: map, tools, zones, corners, faults, and saving. Everything the mouse does the keyboard does, too. */

import { Combine, Magnet, Pentagon, Redo2, Scissors, Trash2, Undo2, type IconNode } from "lucide";
import { useLayoutEffect, useState } from "preact/hooks";
import type { EditableAreas, Me } from "../../../api/types";
import { t } from "../../../i18n";
import { Icon } from "../../../ui/icon";
import { Banner, Confirm } from "../../../ui/parts";
import { Failed } from "../../../ui/states";
import { Clashes } from "./clashes";
import { EditMap } from "./edit_map";
import { FaultPanel } from "./fault_panel";
import { faultsShown } from "./faults";
import type { Kept } from "./kept";
import type { Which } from "./requests";
import { SketchPanel } from "./sketch_panel";
import { useEditor, type Editor } from "./use_editor";
import { proposedSaid } from "./use_faults";
import { ZoneList } from "./zone_list";
import { ZonePanel } from "./zone_panel";

type Props = { me: Me; which: Which; loaded: EditableAreas; kept: Kept | null; onLeave(): void };

export function Desk({ me, which, loaded, kept, onLeave }: Props) {
  const editor = useEditor(me.id, which, loaded, kept);
  useEditKeys(editor);
  const { zones, faults, proposed, sketch, zone, failure, said, busy, clashes, saved } = editor;
  const all = {
    said: proposed && proposedSaid(proposed),
    onPropose: editor.propose,
    onAccept: editor.repairAll,
    onLeave: () => editor.setFault(null),
  };
  return (
    <div class="edit">
      <p class="sr-only" role="status" aria-live="polite">
        {said}
      </p>
      <Tools editor={editor} />
      {saved && <Saved editor={editor} onLeave={onLeave} />}
      {failure && <Failed reason={failure} />}
      {clashes.length > 0 && <Clashes editor={editor} />}
      <div class="edit-parts">
        <EditMap editor={editor} />
        <div class="edit-side">
          {sketch && <SketchPanel editor={editor} />}
          {!sketch && zone && !saved && <ZonePanel key={zone.key} editor={editor} zone={zone} />}
          <FaultPanel
            faults={faults && faultsShown(faults)}
            chosen={editor.fault}
            onChoose={editor.setFault}
            busy={busy}
            onCheck={() => void editor.look()}
            {...(saved ? {} : { all, onApply: (index: number) => faults?.[index] && editor.repair(faults[index]) })}
          />
          <ZoneList editor={editor} />
          {zones.length === 0 && !sketch && <p class="hint">{t("edit.none")}</p>}
        </div>
      </div>
    </div>
  );
}

function Tools({ editor }: { editor: Editor }) {
  const { chosen, sketch, busy, history, changes, dirty, saved, clashes } = editor;
  const [asking, ask] = useState(false);
  const n = changes.zones.length + changes.ended.length;
  const still = busy || sketch !== null || saved !== null;
  const tool = (label: string, sign: IconNode, off: boolean, run: () => void) => (
    <button type="button" class="button small" disabled={off} onClick={run}>
      <Icon name={sign} size={18} /> {label}
    </button>
  );
  return (
    <div class="edit-tools" role="toolbar" aria-label={t("edit.tools")}>
      {tool(t("edit.draw"), Pentagon, still, () => editor.begin("zone"))}
      {tool(t("edit.cut"), Scissors, still || chosen.length !== 1, () => editor.begin("cut"))}
      {tool(t("edit.join", { n: chosen.length }), Combine, still || chosen.length < 2, editor.join)}
      {tool(t("edit.fit"), Magnet, still || chosen.length !== 1, editor.fitted)}
      {tool(t("edit.drop"), Trash2, still || chosen.length === 0, editor.drop)}
      {tool(t("edit.undo"), Undo2, busy || saved !== null || (sketch ? sketch.places.length === 0 : history.past.length === 0), editor.undo)}
      {tool(t("edit.redo"), Redo2, still || history.future.length === 0, editor.redo)}
      <button type="button" class="button small primary edit-save" disabled={still || !dirty || clashes.length > 0} onClick={() => ask(true)}>
        {dirty ? t("edit.save_n", { n }) : t("edit.save")}
      </button>
      {asking && (
        <Confirm
          title={t("edit.save_ask", { n, date: editor.which.on })}
          note={t("edit.save_note")}
          yes={t("edit.save")}
          onYes={() => (ask(false), editor.send())}
          onNo={() => ask(false)}
        />
      )}
    </div>
  );
}

function Saved({ editor, onLeave }: { editor: Editor; onLeave(): void }) {
  return (
    <Banner tone="ok" icon="online">
      <p>{t("edit.saved", { date: editor.which.on })}</p>
      <div class="buttons">
        <a class="button small" href={`#/areas/${editor.saved?.id ?? ""}`}>
          {t("edit.saved_open")}
        </a>
        <button type="button" class="button small" onClick={onLeave}>
          {t("edit.saved_again")}
        </button>
      </div>
    </Banner>
  );
}

const TYPING = "input:not([type=checkbox]), textarea, select";

function useEditKeys(editor: Editor): void {
  // With the drawing, not after it: a key in between would be done to what was there before.
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (document.querySelector("dialog[open]") || event.isComposing) return;
      if (!keyDone(event, editor)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    // Before the messages at the edge, which would take Ctrl+Z for themselves.
    addEventListener("keydown", onKeyDown, true);
    return () => removeEventListener("keydown", onKeyDown, true);
  }, [editor]);
}

/** Whether the key meant something here. */
function keyDone({ key, ctrlKey, metaKey, shiftKey, target }: KeyboardEvent, editor: Editor): boolean {
  const at = target instanceof Element ? target : null;
  if (at?.closest(TYPING)) return false;
  if (ctrlKey || metaKey) {
    const turn = { z: shiftKey ? editor.redo : editor.undo, y: editor.redo }[key.toLowerCase()];
    turn?.();
    return turn !== undefined;
  }
  if (editor.sketch && key === "Enter" && !at?.closest("button, a")) return editor.finish(), true;
  if (editor.sketch && key === "Escape") return editor.leave(), true;
  if (editor.sketch && key === "Backspace") return editor.undo(), true;
  if (key === "Delete" && editor.corner && !editor.sketch) return editor.remove(editor.corner), true;
  return false;
}
