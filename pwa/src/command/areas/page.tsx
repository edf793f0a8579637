/** Areas: those in force on a day, checking a file of new ones, and the imports there were. */

import { useState } from "preact/hooks";
import type { Me } from "../../api/types";
import { t, type Word } from "../../i18n";
import { go, type Route } from "../../ui/route";
import { lazy } from "../../ui/lazy";
import { Printed } from "../records/page";
import { Checking } from "./checking";
import { ImportView } from "./import_view";
import { InForce } from "./in_force";
import { PastImports } from "./past";
import type { Wanted } from "./requests";
import "./areas.css";

/** A file that was checked a moment ago: it can be checked again without choosing it again. */
export type Sent = { id: string; file: File; wanted: Wanted };

/** Not fetched ahead: few draw, and it is as much as the rest of the page. */
const EditPage = lazy(
  () => import("./edit/page").then((module) => module.EditPage),
  undefined,
  () => import("../../i18n/edit").then((module) => module.editWords()),
  true,
);

const TABS: readonly (readonly [id: string, word: Word])[] = [
  ["", "areas.in_force"],
  ["edit", "areas.edit"],
  ["new", "areas.new"],
  ["imports", "areas.past"],
];

export function AreasPage({ me, here }: { me: Me; here: Route }) {
  const [sent, setSent] = useState<Sent | null>(null);
  const imports = "areas.import" in me.permissions;
  const id = imports ? (here.id ?? "") : "";
  const checked = (next: Sent) => {
    setSent(next);
    go(`areas/${next.id}`);
  };
  return (
    <main class="page records areas" id="lists">
      <header class="page-head">
        <h2>{t("page.areas")}</h2>
        <Printed />
        {imports && (
          <nav class="area-pages" aria-label={t("page.areas")}>
            {TABS.map(([tab, word]) => (
              <a key={tab} class="button small" href={`#/areas${tab && `/${tab}`}`} aria-current={tab === id ? "page" : undefined}>
                {t(word)}
              </a>
            ))}
          </nav>
        )}
      </header>
      {id === "" && <InForce me={me} />}
      {id === "edit" && <EditPage me={me} />}
      {id === "new" && <Checking onChecked={checked} />}
      {id === "imports" && <PastImports me={me} />}
      {!TABS.some(([tab]) => tab === id) && (
        <ImportView key={id} id={id} sent={sent?.id === id ? sent : null} onChecked={checked} />
      )}
    </main>
  );
}
