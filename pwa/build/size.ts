/** Adds up what a phone has to load before it shows anything, and fails above the budget. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const DIST = join(import.meta.dirname, "..", "dist");
/** Bytes, gzip: JavaScript of the first screen. */
const BUDGET = 40_000;

type Chunk = { file: string; imports?: string[] };
const manifest = JSON.parse(readFileSync(join(DIST, ".vite", "manifest.json"), "utf8")) as Record<string, Chunk>;

function reachable(name: string, found = new Map<string, string>()): Map<string, string> {
  const chunk = manifest[name];
  if (!chunk || found.has(name)) return found;
  found.set(name, chunk.file);
  for (const next of chunk.imports ?? []) reachable(next, found);
  return found;
}

function zipped(file: string): number {
  return gzipSync(readFileSync(join(DIST, file)), { level: 9 }).length;
}

let total = 0;
for (const file of reachable("index.html").values()) {
  const size = zipped(file);
  total += size;
  console.log(`${String(size).padStart(7)}  ${file}`);
}
console.log(`${String(total).padStart(7)}  initial JavaScript of the phone, gzip (budget ${BUDGET})`);
if (total > BUDGET) {
  console.error("Too much: load something of it later.");
  process.exit(1);
}
