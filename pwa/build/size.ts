/** Adds up what each page has to load before it shows anything, and fails above its budget. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const DIST = join(import.meta.dirname, "..", "dist");
type Budget = { name: string; files: string[]; bytes: number };
/** What the phone's page fetches by itself for the screen that most people see first. */
const HOME = ["src/screens/home.tsx", "src/i18n/home.ts", "src/i18n/duty.ts", "src/i18n/leads.ts"];
/** Bytes, gzip: JavaScript of each page, of the phone up to its first screen, of the command room up to its map. */
const BUDGETS: Budget[] = [
  { name: "initial JavaScript of index.html", files: ["index.html"], bytes: 40_000 },
  // What the first screen shows lies encrypted, so opening it is part of this.
  { name: "JavaScript up to the phone's first screen", files: ["index.html", ...HOME], bytes: 52_000 },
  { name: "initial JavaScript of command/index.html", files: ["command/index.html"], bytes: 80_000 },
];

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

/** All of it in bytes, listed file by file; false above the budget. */
function within({ name, files, bytes }: Budget): boolean {
  const found = new Map<string, string>();
  for (const file of files) {
    if (!manifest[file]) throw new Error(`${file} is not a file that was built.`);
    reachable(file, found);
  }
  let total = 0;
  for (const file of found.values()) {
    const size = zipped(file);
    total += size;
    console.log(`${String(size).padStart(7)}  ${file}`);
  }
  console.log(`${String(total).padStart(7)}  ${name}, gzip (budget ${bytes})\n`);
  return total <= bytes;
}

if (!BUDGETS.map(within).every(Boolean)) {
  console.error("Too much: load something of it later.");
  process.exit(1);
}
