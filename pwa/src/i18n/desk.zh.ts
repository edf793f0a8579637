/** What the desk says from its first moment on, as one set. */

import { alarmZh } from "./alarm.zh";
import { commandZh } from "./command.zh";
import { commonZh } from "./common.zh";
import { detailZh } from "./detail.zh";
import { mediaZh } from "./media.zh";
import { patrolsZh } from "./patrols.zh";
import { roomZh } from "./room.zh";
import { themeZh } from "./theme.zh";

export const deskZh = { ...commonZh, ...commandZh, ...detailZh, ...mediaZh, ...patrolsZh, ...alarmZh, ...roomZh, ...themeZh };
