/** The words of the page of access keys. */

import { learnPart } from ".";
import { keysZh } from "./keys.zh";

export const keysWords = () => learnPart(keysZh, async () => (await import("./keys.en")).keysEn);
