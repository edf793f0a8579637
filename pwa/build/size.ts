/** Adds up what each page has to load before it shows anything, and fails above its budget. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const DIST = join(import.meta.dirname, "..", "dist");
/** Bytes, gzip: JavaScript before the first screen of the phone, and of the command room before its map. */
const BUDGETS = { "index.html": 40_000, "command/index.html": 80_000 };

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

/** The page's initial JavaScript in bytes, listed file by file; false above the budget. */
function within(page: string, budget: number): boolean {
  let total = 0;
  for (const file of reachable(page).values()) {
    const size = zipped(file);
    total += size;
    console.log(`${String(size).padStart(7)}  ${file}`);
  }
  console.log(`${String(total).padStart(7)}  initial JavaScript of ${page}, gzip (budget ${budget})\n`);
  return total <= budget;
}

if (!Object.entries(BUDGETS).map(([page, budget]) => within(page, budget)).every(Boolean)) {
  console.error("Too much: load something of it later.");
  process.exit(1);
}
