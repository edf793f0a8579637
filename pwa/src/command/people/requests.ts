/** What the page of people asks the server for. */

import { api } from "../../api/client";
import type {
  Area,
  AsideEntry,
  CaptureKey,
  Companion,
  Device,
  DeviceLine,
  DevicePage,
  KeptAside,
  KeptContent,
  MadeCompanion,
  NewCompanion,
  NewPerson,
  Person,
  PersonPage,
  Role,
} from "../../api/types";

/** Null when there is nobody of that id within reach. */
export async function readPerson(id: Person["id"], signal: AbortSignal): Promise<Person | null> {
  const { items } = await api<PersonPage>(`/people?person_id=${encodeURIComponent(id)}&limit=1`, { signal });
  return items[0] ?? null;
}

/** Names of those who grant roles. */
export async function readSecurityAdmins(signal: AbortSignal): Promise<string[]> {
  const { items } = await api<PersonPage>("/people?role=security_admin&disabled=false&limit=20", { signal });
  return items.map(({ display_name }) => display_name);
}

export function createPerson(body: NewPerson): Promise<Person> {
  return api<Person>("/people", { method: "POST", body });
}

export function grantRoles(id: Person["id"], roles: Role[]): Promise<Person> {
  return api<Person>(`/people/${id}/roles`, { method: "PUT", body: { roles } });
}

export function assignTowns(id: Person["id"], town_codes: string[]): Promise<Person> {
  return api<Person>(`/people/${id}/towns`, { method: "PUT", body: { town_codes } });
}

export function setSquad(id: Person["id"], squad: string | null): Promise<Person> {
  return api<Person>(`/people/${id}/squad`, { method: "PUT", body: { squad } });
}

export function setPhone(id: Person["id"], phone: string | null): Promise<Person> {
  return api<Person>(`/people/${id}/phone`, { method: "PUT", body: { phone } });
}

export function setDisabled(id: Person["id"], disabled: boolean): Promise<Person> {
  return api<Person>(`/people/${id}/disabled`, { method: "PUT", body: { disabled } });
}

export function resetPassword(id: Person["id"], password: string): Promise<void> {
  return api<void>(`/people/${id}/password`, { method: "PUT", body: { new: password } });
}

/** Of one person: those in use first, and of these the one used last. */
export async function readDevices(person: Person["id"], signal: AbortSignal): Promise<DeviceLine[]> {
  const { items } = await api<DevicePage>(`/people/devices?person_id=${person}&limit=200`, { signal });
  return items.sort((a, b) => Number(a.revoked_at !== null) - Number(b.revoked_at !== null));
}

export function nameDevice({ person_id, device_id }: DeviceLine, name: string): Promise<Device> {
  return api<Device>(`/people/${person_id}/devices/${device_id}/name`, { method: "PUT", body: { name } });
}

export function revokeDevice({ person_id, device_id }: DeviceLine, reason: string): Promise<Device> {
  return api<Device>(`/people/${person_id}/devices/${device_id}/revocation`, { method: "PUT", body: { reason } });
}

export function restoreDevice({ person_id, device_id }: DeviceLine): Promise<Device> {
  return api<Device>(`/people/${person_id}/devices/${device_id}/revocation`, { method: "DELETE" });
}

/** Those in use first. */
export function readCompanions(person: Person["id"], signal: AbortSignal): Promise<Companion[]> {
  return api<Companion[]>(`/people/${person}/companions`, { signal });
}

export function createCompanion(person: Person["id"], body: NewCompanion): Promise<MadeCompanion> {
  return api<MadeCompanion>(`/people/${person}/companions`, { method: "POST", body });
}

export function revokeCompanion({ person_id, id }: Companion, reason: string): Promise<Companion> {
  return api<Companion>(`/people/${person_id}/companions/${id}/revocation`, { method: "PUT", body: { reason } });
}

export function readAside(settled: boolean, signal: AbortSignal): Promise<KeptAside[]> {
  return api<KeptAside[]>(`/companions/aside?settled=${settled}`, { signal });
}

export function readAsideContent(id: KeptAside["id"]): Promise<KeptContent> {
  return api<KeptContent>(`/companions/aside/${id}`);
}

export function settleAside(id: KeptAside["id"]): Promise<KeptAside> {
  return api<KeptAside>(`/companions/aside/${id}/settlement`, { method: "PUT" });
}

/** Of one person: those that wait first. */
export function readKeys(person: Person["id"], signal: AbortSignal): Promise<CaptureKey[]> {
  return api<CaptureKey[]>(`/evidence/keys?person_id=${person}`, { signal });
}

export function approveKey({ id }: CaptureKey): Promise<CaptureKey> {
  return api<CaptureKey>(`/evidence/keys/${id}/approve`, { method: "POST" });
}

export function revokeKey({ id }: CaptureKey, reason: string): Promise<CaptureKey> {
  return api<CaptureKey>(`/evidence/keys/${id}/revoke`, { method: "POST", body: { reason } });
}

export function readAsideEntries(signal: AbortSignal): Promise<AsideEntry[]> {
  return api<AsideEntry[]>("/evidence/aside", { signal });
}

export type Town = { code: string; name: string };

/** Towns in force today, by name. */
export async function readTowns(signal: AbortSignal): Promise<Town[]> {
  const areas = await api<Area[]>("/areas?kind=town", { signal });
  return areas.map(({ code, name }) => ({ code, name }));
}
