/** Words of the call for help, fetched with it. */

import { learnPart } from ".";
import { sosZh } from "./sos.zh";

export const sosWords = () => learnPart(sosZh, async () => (await import("./sos.en")).sosEn);
