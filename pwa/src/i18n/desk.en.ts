/** What the desk says from its first moment on, in English: fetched by those who read it. */

import { alarmEn } from "./alarm.en";
import { commandEn } from "./command.en";
import { commonEn } from "./common.en";
import { detailEn } from "./detail.en";
import { mediaEn } from "./media.en";
import { patrolsEn } from "./patrols.en";
import { roomEn } from "./room.en";
import { themeEn } from "./theme.en";

export const deskEn = { ...commonEn, ...commandEn, ...detailEn, ...mediaEn, ...patrolsEn, ...alarmEn, ...roomEn, ...themeEn };
