/** Packages of the map that lie on this device, made known to the map so that it draws without a network. */

import { PMTiles, Protocol, type Source } from "pmtiles";
import { keptPackages, packageBytes } from "../store/packages";
import { addProtocol } from "./gl";
import { fromServer, type Under } from "./under";

let protocol: Protocol | null = null;
const known = new Set<string>();

/** The packages kept here; the server's tiles where there are none. */
export async function underHere(): Promise<Under[]> {
  const kept = await keptPackages();
  const found = await Promise.all(kept.map(({ town_code, version }) => open(town_code, version)));
  const usable = found.filter((one) => one !== null);
  return usable.length > 0 ? usable : [fromServer()];
}

async function open(town: string, version: string): Promise<Under | null> {
  const key = `${town}-${version}`;
  if (!known.has(key)) {
    const blob = await packageBytes(town);
    if (!blob) return null;
    if (!protocol) addProtocol("pmtiles", (protocol = new Protocol()).tile);
    protocol.add(new PMTiles(new Kept(key, blob)));
    known.add(key);
  }
  return { id: town, package: key };
}

/** Reads only the parts that are drawn; a package is never in memory as a whole. */
class Kept implements Source {
  constructor(
    private readonly key: string,
    private readonly blob: Blob,
  ) {}

  getKey(): string {
    return this.key;
  }

  async getBytes(offset: number, length: number): Promise<{ data: ArrayBuffer }> {
    return { data: await this.blob.slice(offset, offset + length).arrayBuffer() };
  }
}
