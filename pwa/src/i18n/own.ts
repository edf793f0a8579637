/** Words of the look back at one’s own patrol, fetched with it. */

import { learnPart } from ".";
import { ownZh } from "./own.zh";

export const ownWords = () => learnPart(ownZh, async () => (await import("./own.en")).ownEn);
