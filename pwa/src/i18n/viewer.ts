/** The words of the window that shows photos and films large, with those of their custody and of who did what. */

import { learnPart } from ".";
import { auditWords } from "./audit";
import { evidenceWords } from "./evidence";
import { viewerZh } from "./viewer.zh";

export const viewerWords = () =>
  Promise.all([
    learnPart(viewerZh, async () => (await import("./viewer.en")).viewerEn),
    evidenceWords(),
    auditWords(),
  ]);
