/** Where in the app one is: the part of the address behind `#`. */

import { observable } from "./observable";

/** `#/leads/0193…?q=…` is the screen "leads" with the id, and what is asked of it; some have one word more. */
export type Route = { screen: string; id: string | null; more: string | null; query: URLSearchParams };

export const route = observable<Route>(parse(typeof location === "undefined" ? "" : location.hash));

export function parse(hash: string): Route {
  const [path = "", ...query] = hash.replace(/^#\/?/, "").split("?");
  const [screen = "", id, more] = path.split("/");
  const asked = new URLSearchParams(query.join("?"));
  return { screen, id: id ? decoded(id) : null, more: more ? decoded(more) : null, query: asked };
}

/** Somebody may have cut the address in the middle of a letter. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function followAddress(): void {
  addEventListener("hashchange", () => route.set(parse(location.hash)));
}

export function go(path: string): void {
  location.hash = `#/${path}`;
}

/** Go there without leaving a step to come back to. */
export function replace(path: string): void {
  history.replaceState(null, "", `#/${path}`);
  route.set(parse(location.hash));
}
