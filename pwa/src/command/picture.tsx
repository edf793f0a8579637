/** A photo that can be zoomed, a film that plays, a recording that is heard, or why there is nothing to see. */

import { useState } from "preact/hooks";
import type { EvidencePurpose, Media } from "../api/types";
import { t } from "../i18n";
import { isPlayed } from "./media_kind";
import { mediaUrl, thumbnailUrl } from "./requests";
import type { View } from "../ui/view";
import { noPreview } from "./words";
import { ZoomPhoto } from "../ui/zoom_photo";

type Props = { item: Media; purpose: EvidencePurpose; view: View; onView(change: (old: View) => View): void };

export function Picture({ item, purpose, view, onView }: Props) {
  if (item.state === "received" && isPlayed(item)) return <Film item={item} purpose={purpose} />;
  if (item.preview === "ready") {
    return <ZoomPhoto src={mediaUrl(item.id, "preview", purpose)} alt={item.filename} view={view} onView={onView} />;
  }
  return (
    <div class="lightbox-frame no-preview">
      <img src={thumbnailUrl(item.id)} alt={item.filename} onError={hide} />
      <p role="status">{noPreview(item)}</p>
    </div>
  );
}

/**
 * Played from the original in pieces, as the browser asks for them. The server names only types it knows to be films;
 * anything else, or a codec this machine has not, is said and can be downloaded.
 */
function Film({ item, purpose }: { item: Media; purpose: EvidencePurpose }) {
  const type = item.detected_mime ?? item.mime;
  const [failed, setFailed] = useState(() => document.createElement("video").canPlayType(type) === "");
  const onError = () => setFailed(true);
  if (failed) {
    return (
      <div class="lightbox-frame no-preview">
        <p role="alert">{t("box.film_failed", { type })}</p>
        <a class="button" href={mediaUrl(item.id, "original", purpose)} download={item.filename}>
          {t("box.original")}
        </a>
      </div>
    );
  }
  const same = { controls: true, preload: "metadata", src: mediaUrl(item.id, "original", purpose), onError } as const;
  return type.startsWith("audio/") ? (
    <div class="lightbox-frame no-preview">
      <audio {...same} aria-label={item.filename} />
    </div>
  ) : (
    <video {...same} class="lightbox-frame" aria-label={item.filename} />
  );
}

function hide({ currentTarget }: { currentTarget: HTMLImageElement }): void {
  currentTarget.hidden = true;
}
