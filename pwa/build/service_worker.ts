/** Builds the service worker beside the pages and tells it what it has to keep for a start without a network. */

import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { build, type Plugin, type Rolldown } from "vite";
import { precacheOf } from "./precache.ts";

/** Emits `/sw.js`: one file without imports, because a worker has to be whole to be compared with its successor. */
export function serviceWorker(source: string): Plugin {
  let publicDir = "";
  return {
    name: "fengxun-service-worker",
    apply: "build",
    enforce: "post",
    configResolved(config) {
      publicDir = config.publicDir;
    },
    async generateBundle(_options, bundle) {
      const precache = precacheOf(bundle, readPublic(publicDir));
      this.emitFile({ type: "asset", fileName: "sw.js", source: await compile(source, precache) });
      // Beside the manifest, for the count of bytes.
      this.emitFile({ type: "asset", fileName: ".vite/precache.json", source: JSON.stringify(precache) });
    },
  };
}

/** Files that are copied as they are, with a short hash of their bytes. */
function readPublic(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [`/${relative(folder, path)}`, createHash("sha256").update(readFileSync(path)).digest("hex").slice(0, 12)];
    }),
  );
}

async function compile(source: string, precache: object): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    define: { __PRECACHE__: JSON.stringify(precache) },
    build: {
      write: false,
      target: ["chrome99", "safari15.4"],
      rolldownOptions: { input: source, output: { format: "iife", entryFileNames: "sw.js" } },
    },
  });
  const { output } = result as Rolldown.RolldownOutput;
  const [chunk, ...rest] = output;
  if (rest.length > 0 || chunk.imports.length > 0) throw new Error("The service worker has to be one file.");
  return chunk.code;
}
