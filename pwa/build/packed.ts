/** Writes a packed copy beside every built asset: packed once, as tightly as it goes, instead of at every request. */

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { Plugin } from "vite";

/** Bytes. What fits into one packet gains nothing. */
const SMALL = 1400;

export function packed(): Plugin {
  let folder = "";
  return {
    name: "fengxun-packed",
    apply: "build",
    configResolved(config) {
      folder = join(config.root, config.build.outDir, config.build.assetsDir);
    },
    closeBundle() {
      for (const name of readdirSync(folder).filter((each) => /\.(js|css|svg|json)$/.test(each))) {
        const path = join(folder, name);
        const bytes = readFileSync(path);
        if (bytes.length < SMALL) continue;
        writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }));
        writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
      }
    },
  };
}
