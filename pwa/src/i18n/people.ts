/** The words of the page of people, with those of its table. */

import { learnPart } from ".";
import { peopleZh } from "./people.zh";
import { tableWords } from "./table";

export const peopleWords = () =>
  Promise.all([tableWords(), learnPart(peopleZh, async () => (await import("./people.en")).peopleEn)]);
