/** The reference data on the phone. */

import type { Category, Reference } from "../api/types";
import { language } from "../i18n";
import { readReference } from "../store/keyed";
import { useQuery } from "../ui/query";

export function useReference(): Reference | undefined {
  return useQuery(["reference"], readReference, [])?.reference;
}

/** A category's name in the language of the screen; its code while the names are not here. */
export function categoryName(code: string | null, categories: readonly Category[] | undefined): string {
  const category = categories?.find((other) => other.code === code);
  if (!category) return code ?? "";
  return language() === "en" ? category.name_en : category.name_zh;
}
