/** The words of drawing zones. */

import { learnPart } from ".";
import { editZh } from "./edit.zh";

export const editWords = () => learnPart(editZh, async () => (await import("./edit.en")).editEn);
