/** The line between two columns: dragged, moved by keys, double-clicked back, and the column beside it folded away. */

import { useRef } from "preact/hooks";
import { PanelLeftClose, PanelLeftOpen, PanelRightClose, PanelRightOpen } from "lucide";
import { t } from "../i18n";
import { Icon } from "../ui/icon";
import { BOUNDS, widthForKey, type Column } from "./panes";

type Props = {
  column: Column;
  width: number;
  shut: boolean;
  onWidth(width: number): void;
  onShut(shut: boolean): void;
};

const ICONS = { list: [PanelLeftClose, PanelLeftOpen], side: [PanelRightClose, PanelRightOpen] } as const;

export function Splitter({ column, width, shut, onWidth, onShut }: Props) {
  const from = useRef<{ x: number; width: number } | null>(null);
  const { least, most, usual } = BOUNDS[column];
  const grow = column === "list" ? 1 : -1;
  const onKeyDown = (event: KeyboardEvent) => {
    const next = widthForKey(column, width, event.key, event.shiftKey);
    if (event.key === "Enter") onShut(!shut);
    else if (next !== undefined) onWidth(next);
    else return;
    event.preventDefault();
  };
  return (
    <div class={`splitter of-${column}`}>
      <div
        class="splitter-line"
        role="separator"
        tabIndex={0}
        aria-orientation="vertical"
        aria-label={t(`pane.resize_${column}`)}
        aria-controls={column === "list" ? "lists" : "side"}
        aria-valuemin={shut ? 0 : least}
        aria-valuemax={most}
        aria-valuenow={shut ? 0 : width}
        aria-valuetext={shut ? t("pane.folded") : t("pane.width", { n: width })}
        title={t("pane.resize_hint")}
        onKeyDown={onKeyDown}
        onDblClick={() => onWidth(usual)}
        onPointerDown={(event) => {
          if (event.button !== 0 || shut) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          from.current = { x: event.clientX, width };
        }}
        onPointerMove={(event) => {
          if (from.current) onWidth(from.current.width + grow * (event.clientX - from.current.x));
        }}
        onPointerUp={() => (from.current = null)}
        onPointerCancel={() => (from.current = null)}
      />
      <button
        type="button"
        class="splitter-fold"
        aria-expanded={!shut}
        aria-controls={column === "list" ? "lists" : "side"}
        aria-label={t(`pane.fold_${column}`)}
        title={t(`pane.fold_${column}`)}
        onClick={() => onShut(!shut)}
      >
        <Icon name={ICONS[column][shut ? 1 : 0]} size={18} />
      </button>
    </div>
  );
}
