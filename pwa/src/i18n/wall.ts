/** Words of the wall, fetched with it. */

import { learnPart } from ".";
import { wallZh } from "./wall.zh";

export const wallWords = () => learnPart(wallZh, async () => (await import("./wall.en")).wallEn);
