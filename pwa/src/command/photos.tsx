/** A lead's photos and videos: what is here, what is still on its way, what cannot be shown and why. */

import { useState } from "preact/hooks";
import type { LeadDetail, Media } from "../api/types";
import { t } from "../i18n";
import { Icon } from "../ui/icon";
import { lazy } from "../ui/lazy";
import { isVideo } from "./media_kind";
import { thumbnailUrl } from "./requests";
import { mediaState, noPreview } from "./words";

const Viewer = lazy(
  () => import("./viewer").then((module) => module.Viewer),
  undefined,
  () => import("../i18n/viewer").then((words) => words.viewerWords()),
);

/** `reviews`: whether one may read who has handled the photos. */
export function Photos({ lead, me, reviews }: { lead: LeadDetail; me: string; reviews: boolean }) {
  const [shown, setShown] = useState<number | null>(null);
  const media = besideOriginals(lead.media);
  // Copies that were made of a photo are beside it and count for nothing.
  const own = lead.media.filter(({ derived_from }) => derived_from === null);
  const received = own.filter(({ state }) => state === "received").length;
  return (
    <section aria-label={t("photos.title")}>
      <h3>
        {t("photos.title")}
        {own.length > 0 && (
          <span class={received < own.length ? "badge waiting" : "badge done"}>
            {t("photos.count", { received, total: own.length })}
          </span>
        )}
      </h3>
      {lead.media.length === 0 && <p class="empty">{t("photos.none")}</p>}
      <ul class="photos">
        {media.map((media, index) => (
          <li key={media.id}>
            <button type="button" class="photo" onClick={() => setShown(index)}>
              <Thumbnail media={media} />
              <span class="sr-only">{t("photos.open", { name: media.filename })}</span>
              <span class={`photo-state ${media.state}`}>{mediaState(media)}</span>
            </button>
            {media.role !== "original" && <small>{t(`photos.role_${media.role}`)}</small>}
          </li>
        ))}
      </ul>
      {shown !== null && (
        <Viewer lead={lead} media={media} start={shown} me={me} reviews={reviews} onClose={() => setShown(null)} />
      )}
    </section>
  );
}

/** What was made of an original stands behind it. */
export function besideOriginals(media: readonly Media[]): Media[] {
  const made = (id: string) => media.filter(({ derived_from }) => derived_from === id);
  return media.filter(({ derived_from }) => derived_from === null).flatMap((one) => [one, ...made(one.id)]);
}

/** The phone's own thumbnail comes with the lead, so there is usually a picture before the photo has arrived. */
function Thumbnail({ media }: { media: Media }) {
  const [missing, setMissing] = useState(false);
  // A thumbnail that was missing may be there once the preview has been made.
  const version = `${media.state}-${media.preview}`;
  const [tried, setTried] = useState(version);
  if (tried !== version) {
    setTried(version);
    setMissing(false);
  }
  if (missing || isVideo(media)) {
    if (!isVideo(media)) return <span class="photo-none">{noPreview(media)}</span>;
    return (
      <span class="photo-none film">
        <Icon name="play" size={28} />
        {t("photos.video")}
      </span>
    );
  }
  return (
    <img src={`${thumbnailUrl(media.id)}?v=${version}`} alt="" loading="lazy" onError={() => setMissing(true)} />
  );
}
