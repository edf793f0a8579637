/** A photo that can be zoomed, a film that plays, a recording that is heard, or why there is nothing to see. */

import { useState } from "preact/hooks";
import type { Media } from "../api/types";
import { t } from "../i18n";
import { isVideo } from "./media_facts";
import { mediaUrl } from "./requests";
import type { View } from "./view";
import { noPreview } from "./words";
import { ZoomPhoto } from "./zoom_photo";

type Props = { item: Media; view: View; onView(change: (old: View) => View): void };

export function Picture({ item, view, onView }: Props) {
  if (item.state === "received" && isPlayed(item)) return <Film item={item} />;
  if (item.preview === "ready") {
    return <ZoomPhoto src={mediaUrl(item.id, "preview")} alt={item.filename} view={view} onView={onView} />;
  }
  return (
    <div class="lightbox-frame no-preview">
      <img src={mediaUrl(item.id, "thumbnail")} alt={item.filename} onError={hide} />
      <p role="status">{noPreview(item)}</p>
    </div>
  );
}

export function isPlayed(item: Media): boolean {
  return isVideo(item) || (item.detected_mime ?? item.mime).startsWith("audio/");
}

/**
 * Played from the original in pieces, as the browser asks for them. The server names only types it knows to be films;
 * anything else, or a codec this machine has not, is said and can be downloaded.
 */
function Film({ item }: { item: Media }) {
  const type = item.detected_mime ?? item.mime;
  const [failed, setFailed] = useState(() => document.createElement("video").canPlayType(type) === "");
  const onError = () => setFailed(true);
  if (failed) {
    return (
      <div class="lightbox-frame no-preview">
        <p role="alert">{t("box.film_failed", { type })}</p>
        <a class="button" href={mediaUrl(item.id, "original")} download={item.filename}>
          {t("box.original")}
        </a>
      </div>
    );
  }
  const same = { controls: true, preload: "metadata", src: mediaUrl(item.id, "original"), onError } as const;
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
