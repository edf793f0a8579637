/** Drawing onto a copy of a photo: arrows, rectangles, circles, and parts made unrecognisable. By touch, mouse and keys. */

import { Circle, MoveUpRight, Redo2, Square, SquareDashed, Undo2, type IconNode } from "lucide";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Me } from "../api/types";
import { makeAnnotated } from "../capture/derive";
import { begun, COLOURS, drawn, INKS, KINDS, redone, undone } from "../capture/marks";
import { isFull } from "../capture/room";
import { t } from "../i18n";
import type { Mark, MarkColour, MarkKind, Medium } from "../store/records";
import { Icon } from "../ui/icon";
import "./annotate.css";
import { useMarking } from "./use_marking";

const ICONS: Record<MarkKind, IconNode> = { arrow: MoveUpRight, rectangle: Square, circle: Circle, blur: SquareDashed };

type Props = { me: Me; original: Medium; before: readonly Mark[]; onDone(): void };

export function Annotate({ me, original, before, onDone }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [drawing, setDrawing] = useState(() => begun(before));
  const [kind, setKind] = useState<MarkKind>("arrow");
  const [colour, setColour] = useState<MarkColour>("red");
  const [state, setState] = useState<"ready" | "saving">("ready");
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const marking = useMarking(canvas, original, drawing.done, kind, colour, (mark) =>
    setDrawing((now) => drawn(now, mark)),
  );
  const save = async () => {
    setState("saving");
    try {
      await makeAnnotated(original, me.display_name, drawing.done);
      onDone();
    } catch (error) {
      setProblem(isFull(error) ? t("capture.no_room") : t("mark.failed", { reason: String(error) }));
      setState("ready");
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z") return;
    event.preventDefault();
    setDrawing(event.shiftKey ? redone : undone);
  };
  const unready = marking.problem ?? problem;
  return (
    <dialog
      ref={dialog}
      class="annotate"
      aria-label={t("mark.title")}
      onKeyDown={onKeyDown}
      onCancel={(event) => {
        event.preventDefault();
        onDone();
      }}
    >
      <div class="annotate-top">
        <button type="button" class="button" onClick={onDone}>
          {t("app.cancel")}
        </button>
        <span class="annotate-space" />
        <button type="button" class="icon-button" aria-label={t("mark.undo")} disabled={drawing.done.length === 0} onClick={() => setDrawing(undone)}>
          <Icon name={Undo2} />
        </button>
        <button type="button" class="icon-button" aria-label={t("mark.redo")} disabled={drawing.undone.length === 0} onClick={() => setDrawing(redone)}>
          <Icon name={Redo2} />
        </button>
        <button type="button" class="button primary" disabled={state === "saving" || marking.problem !== null} onClick={() => void save()}>
          {t(state === "saving" ? "mark.saving" : "mark.save")}
        </button>
      </div>
      {unready && (
        <p class="banner danger" role="alert">
          {unready}
        </p>
      )}
      <div class="annotate-ground">
        <canvas ref={canvas} tabIndex={0} role="application" aria-label={t("mark.canvas")} {...marking.handlers} />
      </div>
      <p class="sr-only" role="status">
        {marking.said || t("mark.count", { n: drawing.done.length })}
      </p>
      <p class="hint annotate-hint">{t(kind === "blur" ? "mark.blur_note" : "mark.note")}</p>
      <div class="annotate-tools">
        <div class="buttons even" role="group" aria-label={t("mark.tools")}>
          {KINDS.map((one) => (
            <button key={one} type="button" class="button" aria-pressed={kind === one} onClick={() => setKind(one)}>
              <Icon name={ICONS[one]} />
              {t(`mark.${one}`)}
            </button>
          ))}
        </div>
        <div class="buttons even" role="group" aria-label={t("mark.colours")}>
          {COLOURS.map((one) => (
            <button key={one} type="button" class="button" aria-pressed={colour === one} disabled={kind === "blur"} onClick={() => setColour(one)}>
              <span class="ink" style={{ background: INKS[one] }} />
              {t(`mark.${one}`)}
            </button>
          ))}
        </div>
      </div>
    </dialog>
  );
}
