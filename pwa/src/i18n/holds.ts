/** The words of holds on tracks. */

import { learnPart } from ".";
import { holdsZh } from "./holds.zh";

export const holdsWords = () => learnPart(holdsZh, async () => (await import("./holds.en")).holdsEn);
