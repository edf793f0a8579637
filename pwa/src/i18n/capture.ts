/** Words of a part that is fetched when it is first wanted. */

import { learnPart } from ".";
import { captureZh } from "./capture.zh";

export const captureWords = (): Promise<void> => learnPart(captureZh, async () => (await import("./capture.en")).captureEn);
