/** A list of what was kept aside: from whom, why, how often; read again when it could not be had. */

import type { ComponentChild, ComponentChildren } from "preact";
import { t } from "../../i18n";
import { Chip } from "../../ui/parts";
import { go } from "../../ui/route";
import { Failed, Loading } from "../../ui/states";
import type { Uuid } from "../../api/types";
import { Time } from "../records/page";
import type { Read } from "../use_read";

type ListProps<Row> = {
  read: Read<readonly Row[]>;
  again(): void;
  empty: ComponentChild;
  row(row: Row): ComponentChild;
};

export function AsideList<Row>({ read, again, empty, row }: ListProps<Row>) {
  if (read.state === "failed") return <Failed reason={t("table.failed", { reason: read.reason })} again={again} />;
  if (read.state !== "ready") return <Loading lines={3} />;
  if (read.value.length === 0) return <>{empty}</>;
  return <ul class="list aside-list">{read.value.map(row)}</ul>;
}

type Told = {
  person_id: Uuid;
  title: string;
  why: string;
  help: string;
  times: number;
  size: number;
  last_at: string;
  /** Before the figures. */
  kind?: string;
};

/** `children`: more buttons. */
export function AsideRow({ told, children, below }: { told: Told; children?: ComponentChildren; below?: ComponentChild }) {
  const times = t("aside.times", { n: told.times, size: told.size });
  return (
    <li>
      <div class="list-row">
        <span class="list-text">
          <strong>{told.title}</strong>
          <span>
            <Chip tone="warn">{told.why}</Chip> {told.help}
          </span>
          <span class="hint">
            {[told.kind, times].filter(Boolean).join(" · ")} · <Time at={told.last_at} />
          </span>
        </span>
        <span class="buttons">
          <button type="button" class="button small" onClick={() => go(`people/${told.person_id}`)}>
            {t("aside.person")}
          </button>
          {children}
        </span>
      </div>
      {below}
    </li>
  );
}
