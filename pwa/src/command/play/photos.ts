/** Photos of a replay as the map's marks. */

import type { ReplayPhoto } from "../../api/types";
import { t } from "../../i18n";
import type { PhotoMark } from "../../map/photo_marks";
import { clockTime } from "../../ui/format";
import { thumbnailUrl } from "../requests";

export function photoMark({ id, lead_id, place, captured_at }: ReplayPhoto): PhotoMark {
  const label = t("play.photo", { time: clockTime(Date.parse(captured_at)) });
  return { id, lead: lead_id, place, image: thumbnailUrl(id), label };
}
