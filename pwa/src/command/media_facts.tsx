/** What is known about a photo's bytes: source, times, hash, and whether the server has found the same. */

import type { ComponentChildren } from "preact";
import type { Media } from "../api/types";
import { t } from "../i18n";
import { Exact } from "./time";
import { mediaState, sizeText } from "./words";

export function MediaFacts({ item, position }: { item: Media; position: string }) {
  const type =
    item.detected_mime && item.detected_mime !== item.mime
      ? t("box.type_differs", { detected: item.detected_mime, declared: item.mime })
      : item.mime;
  return (
    <aside class="facts" aria-label={t("box.facts")}>
      <p class="row-more">{position}</p>
      <dl>
        <Fact name={t("box.state")}>
          <span class={`photo-state ${item.state}`}>{mediaState(item)}</span>
        </Fact>
        <Fact name={t("box.source")}>{t(`photos.${item.source}`)}</Fact>
        <Fact name={t("box.captured")}>
          <Exact at={item.captured_at} />
        </Fact>
        <Fact name={t("box.verified")}>{item.verified_at ? <Exact at={item.verified_at} /> : t("act.none")}</Fact>
        <Fact name={t("box.type")}>{type}</Fact>
        <Fact name={t("box.size")}>{sizeText(item.size)}</Fact>
        {item.fix && (
          <Fact name={t("box.fix")}>
            {item.fix.lon.toFixed(6)}, {item.fix.lat.toFixed(6)} (±{Math.round(item.fix.accuracy_m)} m)
          </Fact>
        )}
        <Fact name={t("box.hash")}>
          <code class="hash">{item.sha256}</code>
        </Fact>
      </dl>
    </aside>
  );
}

/** A name and its value, as in every list of facts here. */
export function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

export function isVideo({ mime, detected_mime }: Media): boolean {
  return (detected_mime ?? mime).startsWith("video/");
}
