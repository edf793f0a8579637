/** Has the phone's page ask for its first screen at once, instead of when its own script comes to it: a turn less. */

import type { HtmlTagDescriptor, Plugin, Rolldown } from "vite";

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

/** A piece, with what it imports and the page does not. Pure. */
export function tagsOf(bundle: Rolldown.OutputBundle): HtmlTagDescriptor[] {
  const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
  const page = chunks.find(({ isEntry, facadeModuleId }) => isEntry && !facadeModuleId?.includes("/command/"));
  const first = chunks.find(({ name, isEntry }) => name === FIRST && !isEntry);
  if (!page || !first) throw new Error(`The phone's page has no piece "${FIRST}".`);
  const there = new Set([page.fileName, ...page.imports]);
  return [first.fileName, ...first.imports]
    .filter((file) => !there.has(file))
    .map((file) => ({ tag: "link", attrs: { rel: "modulepreload", crossorigin: true, href: `/${file}` }, injectTo: "head" }));
}
