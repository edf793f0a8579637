/** One lead of one's own: what was captured, where its photos are, and every step since. */

import { useEffect, useState } from "preact/hooks";
import { ApiError } from "../api/client";
import type { Me, NewLead } from "../api/types";
import { language, t } from "../i18n";
import { isGivenTo, markSeen, readLead } from "../store/leads";
import { mediaOf } from "../store/media";
import { readBody } from "../store/ops";
import type { KnownLead } from "../store/records";
import type { LeadItem, Overview } from "../sync/overview";
import { pullLead, tellReceipt } from "../sync/pull";
import { whileSeen } from "../sync/while_seen";
import { areaAt } from "../map/geometry";
import { exactTime } from "../ui/format";
import { leadNumber } from "../ui/lead_number";
import { Banner, Chip, Empty, Facts, Section } from "../ui/parts";
import { useQuery } from "../ui/query";
import { Loading, Offline } from "../ui/states";
import { LeadActs } from "./lead_acts";
import { ConfirmCaptures } from "./lead_confirm";
import { Photos } from "./lead_media";
import { WayNote, WayThere } from "./lead_way";
import { leadChip } from "./lead_words";
import "./leads.css";
import { Timeline } from "./timeline";
import { troubleText } from "./trouble";
import { UrgentChip } from "./urgent_chip";
import { categoryName, useReference } from "./use_reference";

const LOOK_EVERY_MS = 10_000;

export function LeadScreen({ me, id, outbox }: { me: Me; id: string; outbox: Overview }) {
  const known = useQuery(["leads"], async () => (await readLead(id)) ?? null, [id]);
  const local = useQuery(["media"], () => mediaOf(id), [id]) ?? [];
  const item = outbox.leads.find((lead) => lead.id === id) ?? null;
  const told = outbox.steps.filter(({ op }) => op.entity === id);
  const looked = useFreshLead(me, id, known?.lead.revision);
  if (known === undefined || (!known && !item && looked === "waiting")) return <Loading />;
  if (!known && !item) return looked === "gone" ? <Empty icon="leads">{t("lead.gone")}</Empty> : <Offline />;
  return (
    <>
      <Summary id={id} item={item} known={known} />
      {item?.trouble && (item.stage === "attention" || item.stage === "conflict") && (
        <Banner tone="danger" icon="warning">
          {t("outbox.why", { reason: troubleText(item.trouble, item.stage) })}
        </Banner>
      )}
      {known && <LeadActs me={me} known={known} told={told} />}
      <Section title={t("lead.steps")}>
        <Timeline me={me.id} item={item} steps={known?.lead.steps ?? []} lead={known?.lead ?? null} />
      </Section>
      <Section title={t("lead.photos")}>
        <Photos me={me.id} item={item} told_media={told.flatMap(({ media }) => media)} local={local} told={known?.lead.media ?? []} />
        <ConfirmCaptures me={me} lead={id} media={known?.lead.media ?? []} />
      </Section>
      <Figures id={id} known={known} />
    </>
  );
}

/** Read anew now and then while it is on the screen; what has been shown is no news any more. */
function useFreshLead(me: Me, id: string, revision: number | undefined): "waiting" | "here" | "gone" | "lost" {
  const [looked, setLooked] = useState<"waiting" | "here" | "gone" | "lost">("waiting");
  useEffect(() => {
    const look = () =>
      void pullLead(me.id, id).then(
        (lead) => {
          setLooked("here");
          if (isGivenTo(lead, me.id) && lead.opened_at === null) void tellReceipt(id, "opened");
        },
        (error: unknown) => setLooked(error instanceof ApiError && error.status === 404 ? "gone" : "lost"),
      );
    look();
    return whileSeen(LOOK_EVERY_MS, look);
  }, [me.id, id]);
  useEffect(() => {
    if (revision !== undefined) void markSeen(id);
  }, [id, revision]);
  return looked;
}

function Summary({ id, item, known }: { id: string; item: LeadItem | null; known: KnownLead | null }) {
  const reference = useReference();
  const body = useQuery(["ops"], async () => parsed(await readBody(id)), [id]);
  const chip = leadChip(item, known);
  const lead = known?.lead;
  const name = lead
    ? language() === "en"
      ? lead.category_name_en
      : lead.category_name_zh
    : categoryName(item?.about.category ?? null, reference?.categories);
  const captured = lead?.captured_at ?? body?.captured_at;
  const address = lead?.address || body?.address;
  const place = (lead ?? body)?.place.coordinates;
  // What the server has not placed yet lies in the zone the phone knows there.
  const zones = (reference?.areas ?? []).filter(({ kind }) => kind === "duty_zone");
  const zone = lead?.duty_zone_name ?? (place && areaAt(zones, place)?.name);
  return (
    <section class="card">
      <div class="chips">
        {(lead?.urgent ?? body?.urgent) && <UrgentChip />}
        <Chip tone={chip.tone} icon={chip.icon}>
          {chip.text}
        </Chip>
        {chip.photos && <Chip>{chip.photos}</Chip>}
      </div>
      <h2>{name}</h2>
      <Facts
        rows={[
          [t("lead.note"), lead?.note || body?.note || t("lead.no_note")],
          address ? [t("lead.address"), address] : null,
          zone ? [t("lead.zone"), zone] : lead?.town_name ? [t("lead.town"), lead.town_name] : null,
          captured ? [t("lead.captured"), <time>{exactTime(Date.parse(captured))}</time>] : null,
        ]}
      />
      {lead && <WayThere id={id} place={lead.place.coordinates} />}
    </section>
  );
}

/** What is read out on the phone to the command room, and to nobody else: below everything. */
function Figures({ id, known }: { id: string; known: KnownLead | null }) {
  const body = useQuery(["ops"], async () => parsed(await readBody(id)), [id]);
  const place = known?.lead.place ?? body?.place;
  const captured = known?.lead.captured_at ?? body?.captured_at;
  return (
    <section class="card">
      <Facts
        rows={[
          place ? [t("lead.place"), `${place.coordinates[1].toFixed(6)}, ${place.coordinates[0].toFixed(6)}`] : null,
          captured ? [t("lead.number"), <span class="mono">{leadNumber(id, Date.parse(captured), known ? Date.parse(known.lead.received_at) : undefined)}</span>] : null,
        ]}
      />
      {known && <WayNote />}
    </section>
  );
}

function parsed(text: string | undefined): NewLead | null {
  try {
    return text === undefined ? null : (JSON.parse(text) as NewLead);
  } catch {
    return null;
  }
}
