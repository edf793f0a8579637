/** What the pages of records ask the server for. */

import { api, fetchApi } from "../../api/client";
import type { Area, Category, Reference } from "../../api/types";
import { language } from "../../i18n";
import type { PageOf } from "../table/pages";
import type { TableState } from "../table/state";

/** Fifty thousand rows take the server a while. */
const EXPORT_TIMEOUT_MS = 180_000;

export type FileKind = "csv" | "xlsx" | MapKind;
export type MapKind = "gpkg" | "geojson";
/** In which coordinates a file for GIS programs is. */
export type Datum = "cgcs2000" | "wgs84" | "gcj02";

function queryOf({ q, sort, filters }: TableState, more: Record<string, string | null>): string {
  const query = new URLSearchParams({ sort });
  for (const [name, value] of Object.entries({ ...filters, q, ...more })) if (value) query.set(name, value);
  return query.toString();
}

export function readRecords<T>(
  path: string, at: TableState, after: string | null, limit: number, signal: AbortSignal,
): Promise<PageOf<T>> {
  return api<PageOf<T>>(`${path}?${queryOf(at, { after, limit: String(limit) })}`, { signal });
}

export type Download = { name: string; rows: number; bytes: Blob };

/** The whole list as a file, under the name the server gave it. */
export async function readExport(
  path: string, at: TableState, format: FileKind, datum: Datum | null, signal: AbortSignal,
): Promise<Download> {
  const query = queryOf(at, { format, datum, lang: language() });
  const answer = await fetchApi(`${path}?${query}`, { signal, timeoutMs: EXPORT_TIMEOUT_MS });
  const name = nameFrom(answer.headers.get("content-disposition")) ?? `export.${format}`;
  return { name, rows: Number(answer.headers.get("x-rows") ?? 0), bytes: await answer.blob() };
}

/** The name in Unicode of RFC 6266. */
export function nameFrom(disposition: string | null): string | null {
  const found = /filename\*=UTF-8''([^;]+)/.exec(disposition ?? "")?.[1];
  try {
    return found ? decodeURIComponent(found) : null;
  } catch {
    return null;
  }
}

export type Known = { categories: Category[]; areas: Area[] };

/** What filters choose from; nothing for those who may not read it. */
export async function readKnown(signal: AbortSignal): Promise<Known> {
  const { categories, areas } = await api<Reference>("/reference", { signal });
  return { categories, areas };
}
