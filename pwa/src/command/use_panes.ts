/** The widths of the columns as the window allows them, kept in this browser. */

import { useEffect, useState } from "preact/hooks";
import { readPanes, widthOf, type Column, type Panes } from "./panes";

const KEY = "command.panes";

export type PanesView = Panes & { setWidth(column: Column, width: number): void; setShut(column: Column, shut: boolean): void };

export function usePanes(): PanesView {
  const [panes, setPanes] = useState(() => readPanes(localStorage.getItem(KEY)));
  const [room, setRoom] = useState(innerWidth);
  useEffect(() => {
    const look = () => setRoom(innerWidth);
    addEventListener("resize", look);
    return () => removeEventListener("resize", look);
  }, []);
  useEffect(() => localStorage.setItem(KEY, JSON.stringify(panes)), [panes]);
  const { list, side, listShut, sideShut } = panes;
  return {
    list: widthOf("list", list, room, sideShut ? 0 : side),
    side: widthOf("side", side, room, listShut ? 0 : list),
    listShut,
    sideShut,
    setWidth: (column, width) =>
      setPanes((old) => {
        const other = column === "list" ? (old.sideShut ? 0 : old.side) : old.listShut ? 0 : old.list;
        return { ...old, [column]: widthOf(column, width, room, other), [`${column}Shut`]: false };
      }),
    setShut: (column, shut) => setPanes((old) => ({ ...old, [`${column}Shut`]: shut })),
  };
}
