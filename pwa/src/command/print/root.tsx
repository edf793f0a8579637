/** The root of the sealed log on paper: kept with the duty log, it holds the record of that day to what it was. */

import { api, fetchApi } from "../../api/client";
import type { LogState, Me } from "../../api/types";
import { t } from "../../i18n";
import { exactTime } from "../../ui/format";
import { Facts } from "../../ui/parts";
import { Qr } from "../people/qr";
import { useRead } from "../use_read";
import { Sheet } from "./sheet";

type Checkpoint = { state: LogState; note: string };

export function RootPage({ me }: { me: Me }) {
  const [read, again] = useRead("root", load);
  return (
    <Sheet me={me} read={read} again={again} title={t("print.root")} list="audit" tools={<span class="hint">{t("print.hint")}</span>}>
      {(found) => <Root {...found} />}
    </Sheet>
  );
}

/** A note: origin, size and root, an empty line, and who signed. */
function Root({ state, note }: Checkpoint) {
  const [origin, size, root] = note.split("\n");
  const signatures = note.slice(note.lastIndexOf("\n\n") + 2).split("\n").filter(Boolean);
  return (
    <>
      <section class="whole root-facts">
        <Facts
          rows={[
            [t("root.day"), state.signed_at ? exactTime(Date.parse(state.signed_at)).slice(0, 10) : "–"],
            [t("root.signed"), state.signed_at ? exactTime(Date.parse(state.signed_at)) : "–"],
            [t("root.origin"), <code key="origin">{origin}</code>],
            [t("root.size"), t("root.entries", { n: Number(size).toLocaleString("zh-CN") })],
            [t("root.root"), <code key="root">{root}</code>],
            [t("root.key"), <code key="key">{state.vkey}</code>],
            state.stamped_at ? [t("root.stamped"), exactTime(Date.parse(state.stamped_at))] : null,
          ]}
        />
        <Qr text={note} label={t("root.qr")} dense />
      </section>
      <section class="whole">
        <h2>{t("root.signatures")}</h2>
        {signatures.map((line) => (
          <p key={line}>
            <code>{line}</code>
          </p>
        ))}
      </section>
      <section class="whole">
        <h2>{t("root.compare")}</h2>
        <p class="small">{t("root.how")}</p>
        <p class="small">
          <code>python -m backend.cli audit-log {state.vkey} --older checkpoint.txt</code>
        </p>
        <p class="root-sign">
          <span>{t("root.kept_by")}</span>
          <span>{t("root.kept_at")}</span>
        </p>
      </section>
    </>
  );
}

async function load(signal: AbortSignal): Promise<Checkpoint> {
  const [state, note] = await Promise.all([
    api<LogState>("/log", { signal }),
    fetchApi("/log/checkpoint", { signal }).then((answer) => answer.text()),
  ]);
  return { state, note };
}
