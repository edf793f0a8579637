/** Everything the command room asks the server for. */

import { api, ApiError } from "../api/client";
import type {
  Area, AreaKind, Custody, EvidencePurpose, Lead, LeadDetail, Media, MediaFacts, NewRedaction, NewStep, Patrol,
  PatrolDetail, Person, PersonPage, Replay, Track,
} from "../api/types";
import { language, t } from "../i18n";
import type { Cursor, Snapshot } from "./frames";

export { newId } from "../api/ids";

export function readSnapshot(): Promise<Snapshot> {
  return api<Snapshot>("/live/snapshot");
}

export function liveUrl(cursor: Cursor): string {
  const url = new URL("/api/live", location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  url.searchParams.set("cursor", cursor);
  return url.href;
}

/** Areas in force today with their shapes, of one kind or of every kind. Those that have not changed are not sent again. */
export function readAreas(signal: AbortSignal, kind?: AreaKind): Promise<Area[]> {
  return api<Area[]>(kind ? `/areas?kind=${kind}` : "/areas", { signal, keep: true });
}

export function readLead(id: Lead["id"], signal?: AbortSignal): Promise<LeadDetail> {
  return api<LeadDetail>(`/leads/${id}`, signal ? { signal } : {});
}

export function sendStep(lead: Lead["id"], step: string, body: NewStep): Promise<LeadDetail> {
  return api<LeadDetail>(`/leads/${lead}/steps/${step}`, { method: "PUT", body });
}

/** The room has looked at what was added. */
export async function tellLooked(lead: Lead["id"]): Promise<void> {
  await api(`/leads/${lead}/receipt`, { method: "PUT", body: { kind: "opened" } });
}

/** Everybody within reach, page after page. */
export async function readPeople(signal: AbortSignal): Promise<Person[]> {
  const people: Person[] = [];
  let after: string | null = null;
  do {
    const from = after === null ? "" : `&after=${encodeURIComponent(after)}`;
    const page: PersonPage = await api<PersonPage>(`/people?disabled=false&limit=200${from}`, { signal });
    people.push(...page.items);
    after = page.next;
  } while (after !== null);
  return people;
}

/** `day` as YYYY-MM-DD by the calendar in Zhuji. */
export function readPatrols(day: string, signal: AbortSignal): Promise<Patrol[]> {
  return api<Patrol[]>(`/patrols?on=${encodeURIComponent(day)}`, { signal });
}

export function readPatrol(id: Patrol["id"], signal: AbortSignal): Promise<PatrolDetail> {
  return api<PatrolDetail>(`/patrols/${id}`, { signal });
}

export function readTrack(id: Patrol["id"], signal: AbortSignal): Promise<Track> {
  return api<Track>(`/patrols/${id}/track`, { signal });
}

/** `asked` as the server's parameters. That it was looked at is recorded there. */
export function readReplay(asked: Record<string, string>, signal: AbortSignal): Promise<Replay> {
  return api<Replay>(`/replay?${new URLSearchParams(asked).toString()}`, { signal });
}

export function gpxUrl(patrol: Patrol["id"]): string {
  return `/api/patrols/${patrol}/track.gpx`;
}

/** What is known about a file, and what it states of itself. */
export function readFacts(id: string, signal: AbortSignal): Promise<MediaFacts> {
  return api<MediaFacts>(`/media/${id}/facts`, { signal });
}

export function thumbnailUrl(id: string): string {
  return `/api/media/${id}/thumbnail`;
}

/** What is large, or the original itself. That it was looked at, and what for, is recorded there. */
export function mediaUrl(id: string, part: "preview" | "original", purpose: EvidencePurpose): string {
  return `/api/media/${id}/${part}?purpose=${purpose}`;
}

/** Who has handled a medium since it was captured. */
export function readCustody(id: string, signal: AbortSignal): Promise<Custody> {
  return api<Custody>(`/media/${id}/custody`, { signal });
}

/** Have a photo of a lead painted over: a new medium of that id. */
export function sendRedaction(lead: Lead["id"], id: string, body: NewRedaction): Promise<Media> {
  return api<Media>(`/leads/${lead}/redactions/${id}`, { method: "PUT", body });
}

/** HTTP status of a failure; undefined when no answer came. */
export function statusOf(error: unknown): number | undefined {
  return error instanceof ApiError && error.status !== 0 ? error.status : undefined;
}

/** What went wrong, as a sentence: the server's own where it gave one. */
export function sentence(error: unknown): string {
  if (!(error instanceof ApiError)) return String(error);
  if (error.status === 0) return t("command.no_answer");
  return error.said(language()) || error.problem?.title || `HTTP ${error.status}`;
}
