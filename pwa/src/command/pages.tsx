/** Every page of the desk: one entry a page, shown to those who hold what it needs. All but the room come later. */

import type { ComponentChild } from "preact";
import type { Me } from "../api/types";
import type { Word } from "../i18n";
import type { Route } from "../ui/route";
import { Room } from "./room";
import type { Store } from "./store";

export type Shown = { here: Route; me: Me; store: Store };

export type Page = {
  /** First word of the address behind `#/`. */
  name: string;
  word: Word;
  /** Name of a permission; see the server's table. */
  needs: string;
  /** Not in the menu: reached from another page. */
  hidden?: true;
  show(shown: Shown): ComponentChild;
};

const PAGES: readonly Page[] = [
  { name: "room", word: "page.room", needs: "live.watch", show: ({ me, store }) => <Room me={me} store={store} /> },
];

/** The pages somebody may see, in the order of the menu. */
export function pagesOf(me: Me): Page[] {
  return PAGES.filter(({ needs }) => needs in me.permissions);
}

/** The page of an address; the first one a person has when there is none. */
export function pageOf(me: Me, { screen }: Route): Page | undefined {
  const own = pagesOf(me);
  return own.find(({ name }) => name === screen) ?? own[0];
}
