/** The words of evidence, fetched with whatever shows it. */

import { learnPart } from ".";
import { evidenceZh } from "./evidence.zh";

export const evidenceWords = () => learnPart(evidenceZh, async () => (await import("./evidence.en")).evidenceEn);
