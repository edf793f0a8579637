/** Names in the language in force. */

import type { Lead } from "../api/types";
import { language } from "../i18n";

export function categoryName(lead: Pick<Lead, "category_name_zh" | "category_name_en">): string {
  return language() === "en" ? lead.category_name_en : lead.category_name_zh;
}
