/**
 * Builds the verifier of evidence packages: `/verify/`, a page that needs nothing else of the app, and the same as one
 * file to be saved and opened without a network. Neither can send anything anywhere.
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { build, type Plugin, type Rolldown } from "vite";
import { folderOf, licenceOf } from "./licences.ts";

const SAVE = '<p><a href="verifier.html" download="fengxun-verifier.html" data-word="save"></a></p>';

export function verifier(folder: string): Plugin {
  return {
    name: "fengxun-verifier",
    apply: "build",
    enforce: "post",
    async generateBundle() {
      const [page, style] = ["page.html", "page.css"].map((name) => readFileSync(join(folder, name), "utf8")) as [string, string];
      const script = await compile(join(folder, "main.ts"));
      const emit = (fileName: string, source: string) => this.emitFile({ type: "asset", fileName: `verify/${fileName}`, source });
      emit("verifier.js", script);
      emit("verifier.css", style);
      const linked = '<link rel="stylesheet" href="verifier.css" /><script defer src="verifier.js"></script>';
      emit("index.html", whole("'self'", linked, page.replace("<!--save-->", SAVE)));
      const inline = `<script>${script.replaceAll("</script", "<\\/script")}</script>`;
      emit("verifier.html", whole("'unsafe-inline'", `<style>${style}</style>`, page + inline));
    },
  };
}

/** Nothing may be fetched but what it is made of. */
function whole(own: string, head: string, body: string): string {
  const rules = `default-src 'none'; script-src ${own}; style-src ${own}; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8" />
<meta http-equiv="content-security-policy" content="${rules}" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<title>枫巡证据包核验</title>
${head}
</head>
<body>
${body}
</body>
</html>
`;
}

async function compile(source: string): Promise<string> {
  const result = (await build({
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    build: {
      write: false,
      target: ["chrome99", "safari15.4"],
      rolldownOptions: { input: source, output: { format: "iife", entryFileNames: "verifier.js" } },
    },
  })) as Rolldown.RolldownOutput;
  const chunk = result.output[0];
  const folders = new Set(chunk.moduleIds.flatMap(folderOf));
  const texts = [...folders].map(licenceOf).map(({ name, version, text }) => `${name} ${version}\n${text}`);
  return `/*! ${texts.join("\n\n").replaceAll("*/", "")} */\n${chunk.code}`;
}
