/** Words of a part that is fetched when it is first wanted. */

import { learnPart } from ".";
import { outboxZh } from "./outbox.zh";

export const outboxWords = (): Promise<void> => learnPart(outboxZh, async () => (await import("./outbox.en")).outboxEn);
