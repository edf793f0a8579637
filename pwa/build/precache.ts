/** Which of the built files a phone keeps: pure, so that a test can read it as a table. */

import { createHash } from "node:crypto";
import type { Rolldown } from "vite";

/** `core` has to be there before the worker counts as installed; `later` is fetched when there is time. */
export type Precache = { version: string; core: string[]; later: string[] };

const PHONE = "index.html";

/** Files reachable from the phone's page. What only the command room needs stays on the server. */
export function precacheOf(bundle: Rolldown.OutputBundle, publicFiles: ReadonlyMap<string, string>): Precache {
  const core = new Set<string>(["/"]);
  const later = new Set<string>();
  const entry = Object.values(bundle).find((file) => file.type === "chunk" && file.isEntry && ofPhone(file));
  if (entry?.type !== "chunk") throw new Error("The phone's page has no script.");
  collect(bundle, entry.fileName, core, later, true);
  for (const path of publicFiles.keys()) core.add(path);
  for (const path of core) later.delete(path);
  return { version: fingerprint(bundle, publicFiles), core: [...core].sort(), later: [...later].sort() };
}

function ofPhone(chunk: Rolldown.OutputChunk): boolean {
  const page = chunk.facadeModuleId?.replaceAll("\\", "/") ?? "";
  return page.endsWith(`/${PHONE}`) && !page.endsWith(`/command/${PHONE}`);
}

function collect(bundle: Rolldown.OutputBundle, name: string, core: Set<string>, later: Set<string>, now: boolean) {
  const file = bundle[name];
  const into = now ? core : later;
  const path = `/${name}`;
  if (!file || core.has(path) || into.has(path)) return;
  into.add(path);
  if (file.type !== "chunk") return;
  const css = (file as { viteMetadata?: { importedCss: Set<string>; importedAssets: Set<string> } }).viteMetadata;
  for (const asset of [...(css?.importedCss ?? []), ...(css?.importedAssets ?? [])]) into.add(`/${asset}`);
  for (const next of file.imports) collect(bundle, next, core, later, now);
  for (const next of file.dynamicImports) collect(bundle, next, core, later, false);
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
