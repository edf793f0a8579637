/** How wide the two side columns are, and whether they are folded away. Pure; kept in this browser. */

export type Panes = { list: number; side: number; listShut: boolean; sideShut: boolean };
export type Column = "list" | "side";

export const BOUNDS: Record<Column, { least: number; most: number; usual: number }> = {
  list: { least: 260, most: 640, usual: 360 },
  side: { least: 320, most: 820, usual: 430 },
};
export const USUAL: Panes = { list: BOUNDS.list.usual, side: BOUNDS.side.usual, listShut: false, sideShut: false };
/** The map keeps at least so much. */
const MAP_LEAST = 240;
const STEP = 16;
const BIG_STEP = 64;

export function widthOf(column: Column, width: number, room: number, other: number): number {
  const { least, most } = BOUNDS[column];
  return Math.round(Math.max(least, Math.min(most, width, Math.max(least, room - other - MAP_LEAST))));
}

/** The width after a key on the separator; undefined when the key is not ours. The side column grows to the left. */
export function widthForKey(column: Column, width: number, key: string, big: boolean): number | undefined {
  const step = big ? BIG_STEP : STEP;
  const grow = column === "list" ? 1 : -1;
  if (key === "ArrowRight") return width + grow * step;
  if (key === "ArrowLeft") return width - grow * step;
  if (key === "Home") return BOUNDS[column].least;
  if (key === "End") return BOUNDS[column].most;
  return undefined;
}

/** What was kept; whatever makes no sense falls back to the usual. */
export function readPanes(text: string | null): Panes {
  try {
    const kept = JSON.parse(text ?? "{}") as Partial<Panes>;
    const width = (column: Column) => {
      const value = kept[column];
      const { least, most, usual } = BOUNDS[column];
      return typeof value === "number" && value >= least && value <= most ? value : usual;
    };
    return { list: width("list"), side: width("side"), listShut: kept.listShut === true, sideShut: kept.sideShut === true };
  } catch {
    return USUAL;
  }
}
