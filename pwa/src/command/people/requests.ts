/** What the page of people asks the server for. */

import { api } from "../../api/client";
import type { Area, Device, NewPerson, Person, PersonPage, Role } from "../../api/types";
import type { TableState } from "../table/state";

const PAGE = 50;

export function readPage({ q, sort, filters }: TableState, after: string | null, signal: AbortSignal): Promise<PersonPage> {
  const query = new URLSearchParams({ sort, limit: String(PAGE) });
  for (const [name, value] of Object.entries({ q, after, ...filters })) if (value) query.set(name, value);
  return api<PersonPage>(`/people?${query.toString()}`, { signal });
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

export function setDisabled(id: Person["id"], disabled: boolean): Promise<Person> {
  return api<Person>(`/people/${id}/disabled`, { method: "PUT", body: { disabled } });
}

export function resetPassword(id: Person["id"], password: string): Promise<void> {
  return api<void>(`/people/${id}/password`, { method: "PUT", body: { new: password } });
}

export function readDevices(person: Person["id"], signal: AbortSignal): Promise<Device[]> {
  return api<Device[]>(`/people/devices?person_id=${person}`, { signal });
}

export function revokeDevice({ person_id, id }: Device, reason: string): Promise<Device> {
  return api<Device>(`/people/${person_id}/devices/${id}/revocation`, { method: "PUT", body: { reason } });
}

export type Town = { code: string; name: string };

/** Towns in force today, by name. */
export async function readTowns(signal: AbortSignal): Promise<Town[]> {
  const areas = await api<Area[]>("/areas?kind=town", { signal });
  return areas.map(({ code, name }) => ({ code, name }));
}
