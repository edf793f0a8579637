/** Captures as the app makes them, and a server that signs receipts, for tests of the chain. */

import { keepCaptured } from "../chain/capture";
import { lowered, base64url, utf8 } from "../chain/p256";
import type { Entry } from "../chain/records";
import { newId } from "../api/ids";
import { base64, hex } from "../store/bytes";
import { PART_BYTES } from "../store/media";
import { readable } from "../store/readable";
import type { Medium } from "../store/records";

export const TAKEN_AT = "2026-11-26T09:00:00.000+08:00";

/** A photo of that many bytes, kept for a lead with its entry. */
export async function aCapture(lead: string, size = 10, part: Partial<Medium> = {}): Promise<Medium> {
  const bytes = new Uint8Array(size).map((_, at) => (at * 31) % 251);
  const medium: Medium = {
    id: newId(),
    lead_id: lead,
    person_id: "me",
    sha256: hex(await crypto.subtle.digest("SHA-256", bytes)),
    size,
    mime: "image/jpeg",
    filename: "a.jpg",
    source: "camera",
    captured_at: "2026-11-26T01:00:00.000Z",
    fix: null,
    thumbnail: null,
    parts: Math.ceil(size / PART_BYTES),
    ...part,
  };
  const slice = async (start: number, end: number) => bytes.slice(start, end).buffer;
  await keepCaptured(medium, { size, slice }, { taken_at: TAKEN_AT, beacon: null });
  return medium;
}

export async function chain(): Promise<Entry[]> {
  return (await readable("entries")).sort((a, b) => a.n - b.n);
}

export const said = ({ text }: Entry) => JSON.parse(text) as Record<string, unknown>;

export type Signer = { public_key: string; sign(text: string): Promise<string> };

export async function aSigner(): Promise<Signer> {
  const made = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign", "verify"]);
  const how = { name: "ECDSA", hash: "SHA-256" };
  const sign = async (text: string) =>
    base64url(lowered(new Uint8Array(await crypto.subtle.sign(how, made.privateKey, utf8(text)))));
  return { public_key: base64(await crypto.subtle.exportKey("spki", made.publicKey)), sign };
}

export function receiptText({ id, sha256, size }: Medium): string {
  return ["fengxun/receipt/v1", id, sha256, "-", size, "2026-11-26T09:00:05.000+08:00", 12, "-", ""].join("\n");
}
