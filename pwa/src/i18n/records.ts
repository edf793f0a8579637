/** The words of the pages of records, with those of their table. */

import { learnPart } from ".";
import { recordsZh } from "./records.zh";
import { tableWords } from "./table";

export const recordsWords = () =>
  Promise.all([tableWords(), learnPart(recordsZh, async () => (await import("./records.en")).recordsEn)]);
