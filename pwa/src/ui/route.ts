/** Where in the app one is: the part of the address behind `#`. */

import { observable } from "./observable";

/** `#/leads/0193…` is the screen "leads" with the id. */
export type Route = { screen: string; id: string | null };

export const route = observable<Route>(parse(typeof location === "undefined" ? "" : location.hash));

export function parse(hash: string): Route {
  const [screen = "", id] = hash.replace(/^#\/?/, "").split("/");
  return { screen, id: id ? decodeURIComponent(id) : null };
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
