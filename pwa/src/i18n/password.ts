/** The words of changing a temporary password. */

import { learnPart } from ".";
import { passwordZh } from "./password.zh";

export const passwordWords = () => learnPart(passwordZh, async () => (await import("./password.en")).passwordEn);
