/** The rows of a table: one of them can be reached by Tab, the arrows go from there, Enter opens. */

import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../../i18n";
import { classOf } from "./head";
import type { TableProps } from "./table";

const STEPS: Record<string, (at: number, last: number) => number> = {
  ArrowDown: (at, last) => Math.min(last, at + 1),
  ArrowUp: (at) => Math.max(0, at - 1),
  Home: () => 0,
  End: (_, last) => last,
};

export function Body<T extends { id: string }>(props: TableProps<T>) {
  const { rows, current = null, onOpen, opens = () => true } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  const [reached, setReached] = useState<string | null>(null);
  const openable = rows.filter(opens);
  const here = openable.some(({ id }) => id === reached) ? reached : (current ?? openable[0]?.id ?? null);
  useEffect(() => {
    if (current !== null) buttonOf(body.current, current)?.closest("tr")?.scrollIntoView({ block: "nearest" });
  }, [current]);
  const step = (event: KeyboardEvent) => {
    const to = STEPS[event.key];
    if (!to || !(event.target as Element).matches(".row-open")) return;
    event.preventDefault();
    const row = openable[to(openable.findIndex(({ id }) => id === here), openable.length - 1)];
    if (!row) return;
    setReached(row.id);
    buttonOf(body.current, row.id)?.focus();
  };
  return (
    <tbody ref={body} onKeyDown={step}>
      {rows.map((row) => (
        <Row
          key={row.id}
          row={row}
          table={props}
          reachable={row.id === here}
          open={onOpen && opens(row) ? () => (setReached(row.id), onOpen(row)) : undefined}
        />
      ))}
    </tbody>
  );
}

function buttonOf(body: HTMLElement | null, id: string): HTMLElement | null {
  return body?.querySelector<HTMLElement>(`tr[data-id="${CSS.escape(id)}"] .row-open`) ?? null;
}

type RowProps<T> = { row: T; table: TableProps<T>; reachable: boolean; open: (() => void) | undefined };

function Row<T extends { id: string }>({ row, table: { columns, current, ticked }, reachable, open }: RowProps<T>) {
  const isCurrent = row.id === current;
  const clicked = (event: MouseEvent) => {
    // Whoever presses a button in the row, or marks a text to copy it, does not mean the row.
    if ((event.target as Element).closest("button, a, input, label")) return;
    if (getSelection()?.isCollapsed !== false) open?.();
  };
  return (
    <tr data-id={row.id} class={isCurrent ? "current" : ""} onClick={open && clicked}>
      {ticked && (
        <td class="tick">
          <input
            type="checkbox"
            aria-label={t("table.tick")}
            checked={ticked.ids.has(row.id)}
            onChange={() => ticked.onChange(toggled(ticked.ids, row.id))}
          />
        </td>
      )}
      {columns.map((column, n) => {
        const Cell = n === 0 ? "th" : "td";
        return (
          <Cell key={column.name} scope={n === 0 ? "row" : undefined} class={classOf(column)}>
            {n === 0 && open ? (
              <button
                type="button"
                class="row-open"
                tabIndex={reachable ? 0 : -1}
                aria-current={isCurrent ? "true" : undefined}
                onClick={open}
              >
                {column.cell(row)}
              </button>
            ) : (
              column.cell(row)
            )}
          </Cell>
        );
      })}
    </tr>
  );
}

function toggled(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return next;
}
