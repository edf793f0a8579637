/** The words of the desk's tables, for the pages that have one. */

import { learnPart } from ".";
import { tableZh } from "./table.zh";

export const tableWords = () => learnPart(tableZh, async () => (await import("./table.en")).tableEn);
