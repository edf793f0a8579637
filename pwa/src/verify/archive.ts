/** A package opened with distrust: only the names that belong there, once each, of the sizes they say. */

import { sha256 } from "@noble/hashes/sha2.js";
import { crc32, hex } from "./bytes.ts";
import { bytesOf, entries, type Entry } from "./layout.ts";
import { SM3 } from "./sm3.ts";
import { Rejected } from "./verdicts.ts";

const MAX_TEXT = 16 << 20;
const BLOCK = 4 << 20;
const UUID = "[0-9a-f-]{36}";
const NAMES = new RegExp(
  `^(README\\.txt|index\\.json|lead\\.json|events/[0-9]{1,18}\\.(json|tlog-proof)|stamp/(checkpoint|growth|token\\.tsr)|` +
    `originals/${UUID}\\.[a-z0-9]{1,5}|chain/keys\\.json|chain/${UUID}/[1-9][0-9]{0,15}\\.(json|sig)|receipts/${UUID}\\.(txt|sig)|custody/${UUID}\\.json)$`,
);

export class Archive {
  private file: Blob;
  private held = new Map<string, Entry>();

  private constructor(file: Blob) {
    this.file = file;
  }

  /** Raises `Rejected`: not a ZIP, or not one that a package can be. */
  static async open(file: Blob): Promise<Archive> {
    const archive = new Archive(file);
    for (const entry of await entries(file)) {
      if (!NAMES.test(entry.name)) throw new Rejected("foreign_entry", entry.name.slice(0, 200));
      if (archive.held.has(entry.name)) throw new Rejected("entry_twice", entry.name);
      archive.held.set(entry.name, entry);
    }
    return archive;
  }

  names(): string[] {
    return [...this.held.keys()];
  }

  has(name: string): boolean {
    return this.held.has(name);
  }

  async text(name: string): Promise<Uint8Array> {
    const entry = this.entry(name);
    if (entry.size > MAX_TEXT) throw new Rejected("too_large", name);
    const bytes = await bytesOf(this.file, entry.begin, entry.size);
    if (bytes.length !== entry.size || crc32(bytes) !== entry.crc) throw new Rejected("damaged", name);
    return bytes;
  }

  /** SHA-256 of an original that must be `size` bytes long. */
  async digest(name: string, size: number): Promise<string> {
    if (this.entry(name).size !== size) throw new Rejected("size", name);
    return this.hashed(name, sha256.create());
  }

  async sm3(name: string): Promise<string> {
    return this.hashed(name, new SM3());
  }

  /** A few MiB at a time. */
  private async hashed(name: string, made: { update(block: Uint8Array): unknown; digest(): Uint8Array }): Promise<string> {
    const { begin, size, crc: wanted } = this.entry(name);
    let crc = 0;
    for (let at = 0; at < size; at += BLOCK) {
      const block = await bytesOf(this.file, begin + at, Math.min(BLOCK, size - at));
      made.update(block);
      crc = crc32(block, crc);
    }
    if (crc !== wanted) throw new Rejected("damaged", name);
    return hex(made.digest());
  }

  private entry(name: string): Entry {
    const entry = this.held.get(name);
    if (!entry) throw new Rejected("entry_missing", name);
    return entry;
  }
}
