/** The lock screen's words, learnt with it. */

import { learnPart } from ".";
import { lockZh } from "./lock.zh";

export const lockWords = () => learnPart(lockZh, async () => (await import("./lock.en")).lockEn);
