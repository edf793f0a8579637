/** One lead or one patrol on paper (A4). */

import { useState } from "preact/hooks";
import type { Area, EvidencePurpose, Me } from "../../api/types";
import { t } from "../../i18n";
import type { Route } from "../../ui/route";
import { readAreas, readLead, readPatrol, readTrack } from "../requests";
import { numberOf } from "../told_at";
import { useRead } from "../use_read";
import { PrintedLead } from "./lead";
import { SayPurpose } from "./purpose";
import { TakePackage } from "./package";
import { PrintedPatrol } from "./patrol";
import { Sheet } from "./sheet";

type Found =
  | { kind: "lead"; lead: Awaited<ReturnType<typeof readLead>>; areas: Area[] }
  | {
      kind: "patrol";
      patrol: Awaited<ReturnType<typeof readPatrol>>;
      track: Awaited<ReturnType<typeof readTrack>>;
      areas: Area[];
    };

export function PrintPage({ here, me }: { here: Route; me: Me }) {
  const [read, again] = useRead(`${here.id} ${here.more}`, (signal) => load(here, signal));
  const reviews = "evidence.export" in me.permissions;
  const lead = read.state === "ready" && read.value.kind === "lead" ? read.value.lead : null;
  const [purpose, setPurpose] = useState<EvidencePurpose | null>(null);
  const [redacted, setRedacted] = useState(true);
  const id = here.more ?? "";
  return (
    <Sheet
      me={me}
      read={read}
      again={again}
      title={read.state === "ready" ? t(`print.${read.value.kind}`) : t("print.open")}
      id={id}
      number={
        <>
          {t("print.number")} {lead && <strong>{numberOf(lead)} </strong>}
          <code>{id}</code>
        </>
      }
      list={here.id === "patrol" ? "patrols" : "leads"}
      tools={
        <>
          {lead && reviews && (
            <TakePackage
              me={me}
              lead={lead}
              redacted={lead.media.some(({ role }) => role === "redacted")}
              purpose={purpose}
              asked={lead.media.length > 0 && purpose === null}
            />
          )}
          <span class="hint">{t("print.hint")}</span>
          {lead?.media.some(({ role }) => role === "redacted") && (
            <label class="prefer">
              <input type="checkbox" checked={redacted} onChange={({ currentTarget }) => setRedacted(currentTarget.checked)} />
              {t("redact.prefer")}
            </label>
          )}
          {lead && lead.media.length > 0 && <SayPurpose lead={lead} me={me.id} onSaid={setPurpose} />}
        </>
      }
    >
      {(found) =>
        found.kind === "lead" ? (
          <PrintedLead lead={found.lead} areas={found.areas} purpose={purpose} reviews={reviews} redacted={redacted} />
        ) : (
          <PrintedPatrol patrol={found.patrol} track={found.track} areas={found.areas} />
        )
      }
    </Sheet>
  );
}

async function load({ id, more }: Route, signal: AbortSignal): Promise<Found> {
  // Without areas the sketch is bare, and the sheet is worth printing all the same.
  const areas = readAreas(signal).catch((): Area[] => []);
  if (!more || (id !== "lead" && id !== "patrol")) throw new Error(t("print.nothing"));
  if (id === "lead") return { kind: "lead", lead: await readLead(more, signal), areas: await areas };
  const [patrol, track] = await Promise.all([readPatrol(more, signal), readTrack(more, signal)]);
  return { kind: "patrol", patrol, track, areas: await areas };
}
