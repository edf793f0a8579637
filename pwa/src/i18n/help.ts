/** Words of a part that is fetched when it is first wanted. */

import { learnPart } from ".";
import { helpZh } from "./help.zh";

export const helpWords = (): Promise<void> => learnPart(helpZh, async () => (await import("./help.en")).helpEn);
