/** The headings of a table; pressing one sorts by it. */

import { ArrowDown, ArrowUp, ArrowUpDown } from "lucide";
import { t } from "../../i18n";
import { Icon } from "../../ui/icon";
import { ariaSort, nextSort } from "./state";
import type { Column, TableProps } from "./table";

const ARROWS = { ascending: ArrowUp, descending: ArrowDown, none: ArrowUpDown };

export function classOf<T>({ figures, minor }: Column<T>): string {
  return [figures && "figures", minor && "minor"].filter(Boolean).join(" ");
}

export function Head<T extends { id: string }>({ columns, at, onChange, rows, ticked }: TableProps<T>) {
  const all = ticked !== undefined && rows.every(({ id }) => ticked.ids.has(id));
  return (
    <thead>
      <tr>
        {ticked && (
          <th scope="col" class="tick">
            <input
              type="checkbox"
              aria-label={t("table.tick_all")}
              checked={all}
              onChange={() => ticked.onChange(new Set(all ? [] : rows.map(({ id }) => id)))}
            />
          </th>
        )}
        {columns.map((column) => {
          const way = ariaSort(at.sort, column.name);
          return (
            <th key={column.name} scope="col" class={classOf(column)} aria-sort={column.sortable ? way : undefined}>
              {column.sortable ? (
                <button type="button" onClick={() => onChange({ sort: nextSort(at.sort, column.name) })}>
                  {column.title}
                  <Icon name={ARROWS[way]} size={16} />
                </button>
              ) : (
                column.title
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
