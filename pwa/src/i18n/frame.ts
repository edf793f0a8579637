/** Words of a part that is fetched when it is first wanted. */

import { learnPart } from ".";
import { frameZh } from "./frame.zh";

export const frameWords = (): Promise<void> => learnPart(frameZh, async () => (await import("./frame.en")).frameEn);
