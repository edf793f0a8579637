/** What is known about one file: as declared, as found, and as the file states of itself. */

import { useEffect, useState } from "preact/hooks";
import type { Fix, Media, MediaFacts as Known } from "../api/types";
import { t } from "../i18n";
import { distanceM, type LonLat } from "../map/geometry";
import { bytes, exactTime, metres } from "../ui/format";
import { Facts } from "../ui/parts";
import { Failed, Loading } from "../ui/states";
import { Custody } from "./custody";
import { readFacts, sentence } from "./requests";
import { Exact } from "./time";
import { mediaState, placeText } from "./words";

type Props = { item: Media; place: LonLat; position: string; reviews: boolean };

export function MediaFacts({ item, place, position, reviews }: Props) {
  const { known, failure, again } = useFacts(item);
  return (
    <aside class="media-facts" aria-label={t("box.facts")} tabIndex={0}>
      <p class="hint">{position}</p>
      <Facts
        rows={[
          [t("box.state"), <span class={`photo-state ${item.state}`}>{mediaState(item)}</span>],
          [t("box.role"), t(`photos.role_${item.role}`)],
          item.derived_from === null ? null : [t("box.derived_from"), <code class="hash">{item.derived_from}</code>],
          [t("box.source"), t(`photos.${item.source}`)],
          [t(item.source === "camera" ? "box.captured" : "box.file_time"), <Exact at={item.captured_at} />],
          [t("box.verified"), item.verified_at ? <Exact at={item.verified_at} /> : t("act.none")],
          [t("box.type"), typeText(item)],
          [t("box.size"), bytes(item.size)],
          item.fix && [t("box.fix"), fixText(item.fix, place)],
          [t("box.hash"), <code class="hash">{item.sha256}</code>],
          known && [t("box.stored"), <Stored item={item} stored={known.stored_sha256} />],
          known?.stored_sm3 ? [t("box.sm3"), <code class="hash">{known.stored_sm3}</code>] : null,
          known && item.role !== "redacted" ? [t("box.chain"), <Signed known={known} />] : null,
          known && item.state === "received" ? [t("kept.title"), <Kept known={known} />] : null,
        ]}
      />
      <h3>{t("box.stated")}</h3>
      {failure && <Failed reason={t("detail.failed", { reason: failure })} again={again} />}
      {!known && !failure && <Loading lines={2} />}
      {known && <Stated known={known} place={place} />}
      {reviews && (
        <>
          <h3>{t("custody.title")}</h3>
          <Custody id={item.id} version={item.state} />
        </>
      )}
    </aside>
  );
}

/** How the phone signed the capture; the worst that can be said of it. */
function Signed({ known: { chain, chain_number } }: { known: Known }) {
  const tone = chain === "signed" ? "done" : chain === "mismatch" || chain === "broken" ? "wait-long" : "";
  return (
    <>
      <span class={`badge ${tone}`}>{t(`box.chain_${chain}`)}</span>
      {chain_number !== null && <span class="hint"> {t("box.chain_number", { n: chain_number })}</span>}
    </>
  );
}

function Stored({ item, stored }: { item: Media; stored: string | null }) {
  if (stored === null) return <>{t("act.none")}</>;
  const same = stored === item.sha256;
  return (
    <>
      <span class={same ? "badge done" : "badge wait-long"}>{t(same ? "box.same_hash" : "box.other_hash")}</span>
      {!same && <code class="hash">{stored}</code>}
    </>
  );
}

/** How the store keeps it, as far as that was seen to hold. */
function Kept({ known: { locked_until, object_version, above } }: { known: Known }) {
  const how = locked_until
    ? t("kept.locked", { time: exactTime(Date.parse(locked_until)).slice(0, 10) })
    : t(object_version ? "kept.versioned" : "kept.plain");
  return (
    <>
      <span>{how}</span>
      {(above === "other" || above === "deleted") && <span class="warning">{t(`kept.${above}`)}</span>}
    </>
  );
}

function Stated({ known: { exif, exif_state }, place }: { known: Known; place: LonLat }) {
  if (exif_state !== "read" || !exif) {
    return <p class="hint">{t(`box.exif_${exif_state === "read" ? "none" : exif_state}`)}</p>;
  }
  const at: LonLat | null = exif.lon !== null && exif.lat !== null ? [exif.lon, exif.lat] : null;
  const camera = [exif.make, exif.model].filter(Boolean).join(" ");
  const rows: (readonly [string, string] | null)[] = [
    camera ? [t("box.camera"), camera] : null,
    exif.taken_at ? [t("box.stated_time"), `${exif.taken_at} ${exif.taken_offset ?? ""}`.trim()] : null,
    at ? [t("box.stated_place"), `${placeText(at)} · ${t("box.fix_away", { distance: metres(distanceM(at, place)) })}`] : null,
    exif.altitude_m !== null ? [t("box.stated_altitude"), metres(exif.altitude_m)] : null,
    exif.gps_at ? [t("box.stated_gps"), exif.gps_at] : null,
    exif.software ? [t("box.software"), exif.software] : null,
  ];
  if (rows.every((row) => row === null)) return <p class="hint">{t("box.exif_none")}</p>;
  return (
    <>
      <p class="hint">{t("box.stated_note")}</p>
      <Facts rows={rows} />
    </>
  );
}

/** Read again once the original has arrived. */
function useFacts({ id, state }: Media): { known: Known | null; failure: string | null; again(): void } {
  const [known, setKnown] = useState<Known | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    setFailure(null);
    readFacts(id, abort.signal).then(setKnown, (error: unknown) => {
      if (!abort.signal.aborted) setFailure(sentence(error));
    });
    return () => abort.abort();
  }, [id, state, attempt]);
  return { known, failure, again: () => setAttempt((n) => n + 1) };
}

export function typeText({ mime, detected_mime }: Media): string {
  if (!detected_mime || detected_mime === mime) return mime;
  return t("box.type_differs", { detected: detected_mime, declared: mime });
}

function fixText({ lon, lat, accuracy_m }: Fix, place: LonLat): string {
  const away = t("box.fix_away", { distance: metres(distanceM([lon, lat], place)) });
  return `${placeText([lon, lat])} · ${t("detail.accuracy", { n: Math.round(accuracy_m) })} · ${away}`;
}
