/** Writes down under which licences the packages in the built files are: `/licences.json`. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

export type Licence = { name: string; version: string; licence: string; text: string };

/** Emits the file from the modules that really ended up in the bundle. */
export function licences(): Plugin {
  return {
    name: "fengxun-licences",
    apply: "build",
    generateBundle(_options, bundle) {
      const folders = new Set<string>();
      for (const file of Object.values(bundle)) {
        if (file.type !== "chunk") continue;
        for (const module of file.moduleIds) for (const folder of folderOf(module)) folders.add(folder);
      }
      // The map's worker is copied as a file of its own, so its package is known by the map's.
      const source = JSON.stringify([...folders].map(licenceOf).sort((a, b) => a.name.localeCompare(b.name)));
      this.emitFile({ type: "asset", fileName: "licences.json", source });
    },
  };
}

/** The package's folder of a module's path; none for one's own files. Pure. */
export function folderOf(module: string): string[] {
  const path = module.replaceAll("\\", "/").replace(/^\0/, "").replace(/\?.*$/, "");
  const at = path.lastIndexOf("/node_modules/");
  if (at < 0) return [];
  const parts = path.slice(at + "/node_modules/".length).split("/");
  const name = parts[0]?.startsWith("@") ? parts.slice(0, 2).join("/") : (parts[0] ?? "");
  return [`${path.slice(0, at)}/node_modules/${name}`];
}

/** Fails the build when a package does not say under which licence it is. */
export function licenceOf(folder: string): Licence {
  const told = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Record<string, unknown>;
  const { name, version, license } = told;
  if (typeof license !== "string") throw new Error(`${folder} does not say its licence.`);
  const file = readdirSync(folder).find((each) => /^(licen[cs]e|copying)(\.|$)/i.test(each));
  const text = file && existsSync(join(folder, file)) ? readFileSync(join(folder, file), "utf8").trim() : "";
  return { name: String(name), version: String(version), licence: license, text };
}
