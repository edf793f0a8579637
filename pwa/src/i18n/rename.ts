/** The words of giving something another name. */

import { learnPart } from ".";
import { renameZh } from "./rename.zh";

export const renameWords = () => learnPart(renameZh, async () => (await import("./rename.en")).renameEn);
