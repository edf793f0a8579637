/** The words of the page of areas, with those of its tables. */

import { learnPart } from ".";
import { areasZh } from "./areas.zh";
import { tableWords } from "./table";

export const areasWords = () =>
  Promise.all([tableWords(), learnPart(areasZh, async () => (await import("./areas.en")).areasEn)]);
