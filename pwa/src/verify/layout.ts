/** The ZIP of a package, read in the one form in which the system writes it (see `layout.py`). */

import { same } from "./bytes.ts";
import { Rejected } from "./verdicts.ts";

export type Entry = { name: string; begin: number; size: number; crc: number };
type Directory = { begin: number; size: number; files: number };

const MAX_ENTRIES = 20_000;
/** What begins behind this byte is told in 64 bits. */
const LARGE = 2 ** 31 - 1;
const ALL32 = 0xffffffff;
const [VERSION, VERSION64] = [20, 45];
const [IN_FRONT, IN_DIRECTORY, END, WHERE64, END64] = [30, 46, 22, 20, 56];

/** Raises `Rejected`: `no_zip`, `too_large`, or `repacked`: a ZIP, but not in this form. */
export async function entries(file: Blob): Promise<Entry[]> {
  const directory = await directoryOf(file);
  if (directory.files > MAX_ENTRIES) throw new Rejected("too_large", String(directory.files));
  const held = await bytesOf(file, directory.begin, directory.size);
  const found: Entry[] = [];
  let [at, begin] = [0, 0];
  for (let n = 0; n < directory.files; n++) {
    const { entry, length } = await entryOf(file, held, at, begin);
    found.push(entry);
    at += length;
    begin = entry.begin + entry.size;
  }
  if (at !== held.length || begin !== directory.begin) throw new Rejected("repacked", "zip");
  return found;
}

export async function bytesOf(file: Blob, at: number, length: number): Promise<Uint8Array> {
  return new Uint8Array(await file.slice(at, at + length).arrayBuffer());
}

const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const wide = (data: DataView, at: number) => data.getUint32(at, true) + data.getUint32(at + 4, true) * 2 ** 32;
const PK = (one: number, two: number) => Uint8Array.of(0x50, 0x4b, one, two);

async function directoryOf(file: Blob): Promise<Directory> {
  if (file.size < END) throw new Rejected("no_zip", "zip");
  let end = file.size - END;
  const held = await bytesOf(file, end, END);
  if (!same(held.subarray(0, 4), PK(5, 6))) {
    const first = Math.max(0, file.size - (70 << 10));
    const behind = holds(await bytesOf(file, first, end + 3 - first), PK(5, 6));
    throw new Rejected(behind ? "repacked" : "no_zip", "zip");
  }
  const data = view(held);
  const [here, files] = [data.getUint16(8, true), data.getUint16(10, true)];
  const [size, begin] = [data.getUint32(12, true), data.getUint32(16, true)];
  if (data.getUint32(4, true) !== 0 || data.getUint16(20, true) !== 0 || here !== files) throw new Rejected("repacked", "zip");
  let found: Directory = { begin, size, files };
  if (begin > LARGE) {
    end -= WHERE64 + END64;
    found = await largeOf(file, end);
    if (begin !== Math.min(found.begin, ALL32) || size !== found.size || files !== found.files) throw new Rejected("repacked", "zip");
  }
  if (found.begin + found.size !== end) throw new Rejected("repacked", "zip");
  return found;
}

function holds(bytes: Uint8Array, wanted: Uint8Array): boolean {
  for (let at = 0; at + wanted.length <= bytes.length; at++) if (same(bytes.subarray(at, at + 4), wanted)) return true;
  return false;
}

/** What stands in front of the end of a ZIP of more than 2 GiB. */
async function largeOf(file: Blob, at: number): Promise<Directory> {
  if (at < 0) throw new Rejected("repacked", "zip");
  const held = await bytesOf(file, at, END64 + WHERE64);
  const data = view(held);
  const right =
    same(held.subarray(0, 4), PK(6, 6)) &&
    wide(data, 4) === END64 - 12 &&
    data.getUint16(12, true) === VERSION64 &&
    data.getUint16(14, true) === VERSION64 &&
    wide(data, 16) === 0 &&
    wide(data, 24) === wide(data, 32) &&
    same(held.subarray(END64, END64 + 4), PK(6, 7)) &&
    data.getUint32(END64 + 4, true) === 0 &&
    wide(data, END64 + 8) === at &&
    data.getUint32(END64 + 16, true) === 1;
  if (!right) throw new Rejected("repacked", "zip");
  return { files: wide(data, 32), size: wide(data, 40), begin: wide(data, 48) };
}

/** The one that `at` describes, whose own head must stand at `begin`; and the length of the description. */
async function entryOf(file: Blob, held: Uint8Array, at: number, begin: number) {
  if (at + IN_DIRECTORY > held.length) throw new Rejected("repacked", "zip");
  const data = view(held.subarray(at));
  const u16 = (where: number) => data.getUint16(where, true);
  const [long, extra] = [u16(28), u16(30)];
  const named = held.subarray(at + IN_DIRECTORY, at + IN_DIRECTORY + long);
  const more = held.subarray(at + IN_DIRECTORY + long, at + IN_DIRECTORY + long + extra);
  const name = String.fromCharCode(...named.subarray(0, 300));
  let [offset, version, odd] = [data.getUint32(42, true), VERSION, more.length > 0];
  if (offset === ALL32 && more.length === 12 && same(more.subarray(0, 4), Uint8Array.of(1, 0, 8, 0))) {
    offset = wide(view(more), 4);
    version = VERSION64;
    odd = offset <= LARGE;
  }
  const size = data.getUint32(24, true);
  const plain =
    same(held.subarray(at, at + 4), PK(1, 2)) &&
    data.getUint8(4) === version &&
    [0, 3].includes(data.getUint8(5)) &&
    u16(6) === version &&
    // Flags, method, remark, disk, internal rights, those of DOS.
    [8, 10, 32, 34, 36, 38].every((where) => u16(where) === 0) &&
    [0, 8].includes(data.getUint8(41) >> 4) &&
    data.getUint32(20, true) === size &&
    offset === begin;
  if (odd || !plain) throw new Rejected("repacked", name.slice(0, 200));
  const front = new Uint8Array(IN_FRONT + named.length);
  front.set(PK(3, 4));
  view(front).setUint16(4, VERSION, true);
  // Time, date, checksum and both sizes stand alike in both.
  front.set(held.subarray(at + 12, at + 28), 10);
  view(front).setUint16(26, long, true);
  front.set(named, IN_FRONT);
  if (!same(await bytesOf(file, offset, front.length), front)) throw new Rejected("repacked", name.slice(0, 200));
  const entry = { name, begin: offset + front.length, size, crc: data.getUint32(16, true) };
  return { entry, length: IN_DIRECTORY + long + extra };
}
