/** The words of patrol coverage, fetched with it. */

import { learnPart } from ".";
import { coverageZh } from "./coverage.zh";

export const coverageWords = () => learnPart(coverageZh, async () => (await import("./coverage.en")).coverageEn);
