/** The words of the audit log. */

import { learnPart } from ".";
import { auditZh } from "./audit.zh";

export const auditWords = () => learnPart(auditZh, async () => (await import("./audit.en")).auditEn);
