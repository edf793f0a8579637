/** What is known about a photo's bytes: source, times, hash, and whether the server has found the same. */

import type { Fix, Media } from "../api/types";
import { t } from "../i18n";
import { bytes } from "../ui/format";
import { Facts } from "../ui/parts";
import { Exact } from "./time";
import { mediaState, placeText } from "./words";

export function MediaFacts({ item, position }: { item: Media; position: string }) {
  return (
    <aside class="media-facts" aria-label={t("box.facts")}>
      <p class="hint">{position}</p>
      <Facts
        rows={[
          [t("box.state"), <span class={`photo-state ${item.state}`}>{mediaState(item)}</span>],
          [t("box.role"), t(`photos.role_${item.role}`)],
          item.derived_from === null ? null : [t("box.derived_from"), <code class="hash">{item.derived_from}</code>],
          [t("box.source"), t(`photos.${item.source}`)],
          [t("box.captured"), <Exact at={item.captured_at} />],
          [t("box.verified"), item.verified_at ? <Exact at={item.verified_at} /> : t("act.none")],
          [t("box.type"), typeText(item)],
          [t("box.size"), bytes(item.size)],
          item.fix && [t("box.fix"), fixText(item.fix)],
          [t("box.hash"), <code class="hash">{item.sha256}</code>],
        ]}
      />
    </aside>
  );
}

function typeText({ mime, detected_mime }: Media): string {
  if (!detected_mime || detected_mime === mime) return mime;
  return t("box.type_differs", { detected: detected_mime, declared: mime });
}

function fixText({ lon, lat, accuracy_m }: Fix): string {
  return `${placeText([lon, lat])}，${t("detail.accuracy", { n: Math.round(accuracy_m) })}`;
}

export function isVideo({ mime, detected_mime }: Media): boolean {
  return (detected_mime ?? mime).startsWith("video/");
}
