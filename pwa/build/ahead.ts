/** Has the phone's page ask for its first screen at once, instead of when its own script comes to it: a turn less. */

import type { HtmlTagDescriptor, Plugin, Rolldown } from "vite";
import { startsPhone } from "./precache.ts";

const FIRST = "home";

export function ahead(): Plugin {
  return {
    name: "fengxun-ahead",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler: (_html, { path, bundle }) => (path === "/index.html" && bundle ? tagsOf(bundle) : []),
    },
  };
}

/** A piece, with what it imports and the page does not, and its styles: without them here it would wait for them. Pure. */
export function tagsOf(bundle: Rolldown.OutputBundle): HtmlTagDescriptor[] {
  const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
  const page = chunks.find(startsPhone);
  const first = chunks.find(({ name, isEntry }) => name === FIRST && !isEntry);
  if (!page || !first) throw new Error(`The phone's page has no piece "${FIRST}".`);
  const there = new Set([page.fileName, ...page.imports]);
  const scripts = [first.fileName, ...first.imports].filter((file) => !there.has(file));
  return [...scripts.map((file) => link("modulepreload", file)), ...stylesOf(first).map((file) => link("stylesheet", file))];
}

function link(rel: string, file: string): HtmlTagDescriptor {
  return { tag: "link", attrs: { rel, crossorigin: true, href: `/${file}` }, injectTo: "head" };
}

function stylesOf(chunk: Rolldown.OutputChunk): string[] {
  return [...((chunk as { viteMetadata?: { importedCss: Set<string> } }).viteMetadata?.importedCss ?? [])];
}
