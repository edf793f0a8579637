/** The words of companions. */

import { learnPart } from ".";
import { companionsZh } from "./companions.zh";

export const companionsWords = () => learnPart(companionsZh, async () => (await import("./companions.en")).companionsEn);
