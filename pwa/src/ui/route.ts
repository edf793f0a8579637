/** Where in the app one is: the part of the address behind `#`. */

import { observable } from "./observable";

/** `#/leads/0193…?q=…` is the screen "leads" with the id, and what is asked of it. */
export type Route = { screen: string; id: string | null; query: URLSearchParams };

export const route = observable<Route>(parse(typeof location === "undefined" ? "" : location.hash));

export function parse(hash: string): Route {
  const [path = "", query] = hash.replace(/^#\/?/, "").split("?");
  const [screen = "", id] = path.split("/");
  return { screen, id: id ? decodeURIComponent(id) : null, query: new URLSearchParams(query) };
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
