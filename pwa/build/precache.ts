/** Which of the built files a phone keeps: pure, so that a test can read it as a table. */

import { createHash } from "node:crypto";
import type { Rolldown } from "vite";

/** `core` has to be there before the worker counts as installed; `later` is fetched when there is time. */
export type Precache = { version: string; core: string[]; later: string[] };

/** Bytes. Every part is needed without a network sooner or later; only the map is too heavy to wait for. */
const HEAVY = 200_000;

/** Where the phone's page begins. The file it lies in need not be the page's own, see pieces.ts. */
const START = /\/src\/main\.tsx$/;

/** Files reachable from the phone's page. What only the command room needs stays on the server. */
export function precacheOf(bundle: Rolldown.OutputBundle, publicFiles: ReadonlyMap<string, string>): Precache {
  const entry = Object.values(bundle).find((file) => file.type === "chunk" && startsPhone(file));
  if (!entry) throw new Error("The phone's page has no script.");
  const names = new Set<string>();
  collect(bundle, entry.fileName, names);
  const desks = [...names].filter((name) => ofDesk(bundle[name]));
  if (desks.length > 0) throw new Error(`A phone would keep what only the command room shows: ${desks.join(", ")}`);
  const heavy = new Set([...names].filter((name) => sizeOf(bundle[name]) > HEAVY));
  const paths = (some: Iterable<string>) => [...some].map((name) => `/${name}`).sort();
  return {
    version: fingerprint(bundle, publicFiles),
    core: ["/", ...publicFiles.keys(), ...paths([...names].filter((name) => !heavy.has(name)))],
    later: paths(heavy),
  };
}

export function startsPhone({ moduleIds }: Rolldown.OutputChunk): boolean {
  return moduleIds.some((id) => START.test(id.replaceAll("\\", "/")));
}

/** Something of the command room is in it: its page, its parts. */
function ofDesk(file: Rolldown.OutputAsset | Rolldown.OutputChunk | undefined): boolean {
  return file?.type === "chunk" && file.moduleIds.some((id) => /\/(src\/)?command\//.test(id.replaceAll("\\", "/")));
}

type WithAssets = { viteMetadata?: { importedCss: Set<string>; importedAssets: Set<string> } };

function collect(bundle: Rolldown.OutputBundle, name: string, into: Set<string>): void {
  const file = bundle[name];
  if (!file || into.has(name)) return;
  into.add(name);
  if (file.type !== "chunk") return;
  const { viteMetadata } = file as WithAssets;
  const assets = [...(viteMetadata?.importedCss ?? []), ...(viteMetadata?.importedAssets ?? [])];
  for (const next of [...assets, ...file.imports, ...file.dynamicImports]) collect(bundle, next, into);
}

function sizeOf(file: Rolldown.OutputAsset | Rolldown.OutputChunk | undefined): number {
  return file?.type === "chunk" ? file.code.length : (file?.source.length ?? 0);
}

/** Changes with any byte a phone may hold, so that an update is offered exactly when there is one. */
function fingerprint(bundle: Rolldown.OutputBundle, publicFiles: ReadonlyMap<string, string>): string {
  const hash = createHash("sha256");
  for (const name of Object.keys(bundle).sort()) {
    const file = bundle[name];
    hash.update(name).update(file?.type === "chunk" ? file.code : (file?.source ?? ""));
  }
  for (const [path, digest] of publicFiles) hash.update(path).update(digest);
  return hash.digest("hex").slice(0, 12);
}
