/** Words of choosing how the page looks, fetched with the choice. */

import { learnPart } from ".";
import { themeZh } from "./theme.zh";

export const themeWords = () => learnPart(themeZh, async () => (await import("./theme.en")).themeEn);
