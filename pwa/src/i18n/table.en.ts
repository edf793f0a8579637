/** Words of the desk's tables in English. */
import type { TableWords } from "./table.zh";

export const tableEn: TableWords = {
  "table.filters": "Filters",
  "table.filters_n": "Filters ({n})",
  "table.search": "Search",
  "table.search_in": "Search {what}",
  "table.loading": "Loading…",
  "table.count": "{n} in all",
  "table.more_than": "{n} shown, there are more",
  "table.failed": "Could not be read: {reason}",
  "table.again": "Try again",
  "table.none_found": "Nothing matches.",
  "table.clear": "Clear the filters",
  "table.more": "Show more",
  "table.before": "Show those before",
  "table.tick": "Choose this row",
  "table.tick_all": "Choose all rows shown",
  "table.columns": "Columns",
  "table.columns_which": "Columns to show",
  "table.columns_usual": "As usual",
};
