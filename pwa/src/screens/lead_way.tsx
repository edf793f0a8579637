/** The way to a lead: on the map of this app, and in whatever map app the phone has. */

import type { Uuid } from "../api/types";
import { t } from "../i18n";
import { browserOf } from "../ui/device";
import { Icon } from "../ui/icon";

export function WayThere({ id, place }: { id: Uuid; place: readonly [number, number] }) {
  return (
    <div class="buttons even">
      <a class="button" href={`#/map/${id}`}>
        <Icon name="duty" size={20} />
        {t("lead.see_map")}
      </a>
      {answersGeo() && (
        <a class="button" href={geoOf(place)}>
          {t("lead.way")}
        </a>
      )}
    </div>
  );
}

export function WayNote() {
  return answersGeo() ? <p class="hint">{t("lead.way_note")}</p> : null;
}

/** On an iPhone nothing answers to such an address. */
function answersGeo(): boolean {
  return browserOf(navigator.userAgent) !== "ios";
}

/**
 * RFC 5870: WGS-84 where it does not say otherwise, which is what is stored. It is not moved to GCJ-02 here: an app that
 * keeps to the standard would move it once more. `q` makes a mark of the place on Android.
 */
function geoOf([lon, lat]: readonly [number, number]): string {
  const place = `${lat.toFixed(6)},${lon.toFixed(6)}`;
  return `geo:${place}?q=${place}`;
}
