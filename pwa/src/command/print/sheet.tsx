/** A sheet of paper on the screen (A4): what is done with it above, its head, and what is read for it. */

import { Printer } from "lucide";
import type { ComponentChild, ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Me } from "../../api/types";
import { t } from "../../i18n";
import { exactTime } from "../../ui/format";
import { Icon } from "../../ui/icon";
import { Failed, Loading } from "../../ui/states";
import type { Read } from "../use_read";
import { useMarginBoxes } from "./margins";
import "./print.css";

type Props<T> = {
  me: Me;
  read: Read<T>;
  again(): void;
  title: string;
  /** Said in the margins beside the title. */
  id?: string;
  /** Below the title, before who printed it. */
  number?: ComponentChild;
  /** The page of the list it is of. */
  list: string;
  tools?: ComponentChild;
  children(value: T): ComponentChildren;
};

export function Sheet<T>({ me, read, again, title, id = "", number, list, tools, children }: Props<T>) {
  const [printed] = useState(() => exactTime(Date.now()));
  const said = t("print.by", { time: printed, name: me.display_name });
  useMarginBoxes(`${title} ${id}`.trim(), said);
  return (
    <main class="print" id="lists" tabIndex={-1}>
      <div class="print-tools">
        <a class="button" href={`#/${list}`} onClick={back}>
          <Icon name="back" size={20} />
          {t("print.back")}
        </a>
        <button type="button" class="button primary" disabled={read.state !== "ready"} onClick={() => print()}>
          <Icon name={Printer} size={20} />
          {t("print.now")}
        </button>
        {tools}
      </div>
      {read.state === "failed" && <Failed reason={t("detail.failed", { reason: read.reason })} again={again} />}
      {read.state === "loading" && <Loading lines={6} />}
      {read.state === "ready" && (
        <article class="sheet" data-ready>
          <header class="sheet-head">
            <p>{t("print.product")}</p>
            <h1>{title}</h1>
            <p>
              {number}
              <span class="sheet-said">
                {number && <br />}
                {said}
              </span>
            </p>
          </header>
          {children(read.value)}
          <p class="sheet-end">{t("print.end")}</p>
        </article>
      )}
    </main>
  );
}

/** To where one came from; a sheet in a tab of its own has nothing before it and goes to the list. */
function back(event: MouseEvent): void {
  if (history.length <= 1) return;
  event.preventDefault();
  history.back();
}
