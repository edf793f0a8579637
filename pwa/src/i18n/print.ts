/** The words of the sheets, fetched with them. */

import { learnPart } from ".";
import { printZh } from "./print.zh";

export const printWords = () => learnPart(printZh, async () => (await import("./print.en")).printEn);
