/**
 * Adds up what has to be loaded before something is shown, and fails above its budget. `--json` says it to a program.
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Precache } from "./precache.ts";

const DIST = join(import.meta.dirname, "..", "dist");
/** `beside`: a page, whose files are there already. `parts`: sources by their path, or pieces by their name (see pieces.ts), with all they import; `kept`: what a phone keeps for a start without a network. */
type Budget = { name: string; bytes: number } & (
  | { parts: string[]; ending: ".js" | ".css"; beside?: string }
  | { kept: true }
);
/** What the phone's page fetches by itself for the screen that most people see first. */
const HOME = "home";
/** The piece in which its page begins. */
const PHONE = "phone";
const ROOM = "command/index.html";
/** Bytes, gzip. */
const BUDGETS: Budget[] = [
  { name: "initial JavaScript of index.html", parts: [PHONE], ending: ".js", bytes: 40_000 },
  // What the first screen shows lies encrypted, so opening it is part of this.
  { name: "JavaScript up to the phone's first screen", parts: [PHONE, HOME], ending: ".js", bytes: 52_000 },
  { name: "styles up to the phone's first screen", parts: [PHONE, HOME], ending: ".css", bytes: 10_000 },
  { name: "initial JavaScript of command/index.html", parts: [ROOM], ending: ".js", bytes: 80_000 },
  { name: "JavaScript of the map", parts: ["src/map/duty_map.ts"], ending: ".js", beside: PHONE, bytes: 460_000 },
  { name: "everything a phone keeps", kept: true, bytes: 800_000 },
];

/** `assets`: a worker among them, which is made beside the code that starts it. */
type Chunk = { file: string; name?: string; imports?: string[]; css?: string[]; assets?: string[] };
const manifest = JSON.parse(readFileSync(join(DIST, ".vite", "manifest.json"), "utf8")) as Record<string, Chunk>;

/** A piece has no source of its own to be called by. */
function chunkOf(name: string): Chunk | undefined {
  return manifest[name] ?? Object.values(manifest).find((chunk) => chunk.name === name && chunk.file.endsWith(".js"));
}

/** The files of a source and of all it imports. */
function reachable(name: string, seen = new Set<string>()): string[] {
  const chunk = chunkOf(name);
  if (!chunk || seen.has(name)) return [];
  seen.add(name);
  const imported = (chunk.imports ?? []).flatMap((next) => reachable(next, seen));
  return [chunk.file, ...(chunk.css ?? []), ...(chunk.assets ?? []), ...imported];
}

/** As the worker has been told. */
function kept(): string[] {
  const { core, later } = JSON.parse(readFileSync(join(DIST, ".vite", "precache.json"), "utf8")) as Precache;
  return [...core, ...later].map(fileOf);
}

const fileOf = (path: string) => (path === "/" ? "index.html" : path.slice(1));

function filesOf(budget: Budget): string[] {
  if ("kept" in budget) return kept();
  for (const part of budget.parts) if (!chunkOf(part)) throw new Error(`${part} is not a file that was built.`);
  const there = new Set(budget.beside ? reachable(budget.beside) : []);
  const wanted = budget.parts.flatMap((part) => reachable(part));
  return wanted.filter((file) => file.endsWith(budget.ending) && !there.has(file));
}

function zipped(file: string): number {
  return gzipSync(readFileSync(join(DIST, file)), { level: 9 }).length;
}

const measured = BUDGETS.map((budget) => {
  const files = [...new Set(filesOf(budget))].map((file) => ({ file, size: zipped(file) }));
  return { name: budget.name, budget: budget.bytes, bytes: files.reduce((sum, { size }) => sum + size, 0), files };
});

if (process.argv.includes("--json")) {
  // Whoever asks so judges by itself.
  console.log(JSON.stringify(measured));
  process.exit();
}
for (const { name, budget, bytes, files } of measured) {
  for (const { file, size } of files) console.log(`${String(size).padStart(7)}  ${file}`);
  console.log(`${String(bytes).padStart(7)}  ${name}, gzip (budget ${budget})\n`);
}
if (measured.some(({ bytes, budget }) => bytes > budget)) {
  console.error("Too much: load something of it later.");
  process.exit(1);
}
