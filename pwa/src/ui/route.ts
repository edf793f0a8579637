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

/** `from`: the path one came from within the app, without what was asked of it; empty where one came in. */
type Step = { step: number; from: string };

/** Number of the step in the browser's history that is shown, and whether one has come back to it. */
let step = 0;
/** The highest number given: none is given twice, or a new step would find what was kept of another. */
let newest = 0;
let back = false;

export function followAddress(): void {
  takeStep("");
  addEventListener("hashchange", () => {
    takeStep(pathOf(route.get()));
    route.set(parse(location.hash));
  });
}

/** A step that one makes has no number yet; one that the browser goes back or forward to has. */
function takeStep(from: string): void {
  const known = (history.state as Step | null)?.step;
  back = typeof known === "number" && known < step;
  step = known ?? newest + 1;
  newest = Math.max(newest, step);
  if (known === undefined) history.replaceState({ step, from } satisfies Step, "");
}

function pathOf({ screen, id, more }: Route): string {
  return [screen, id, more].filter((word) => word !== null).join("/");
}

export function stepNow(): number {
  return step;
}

/** Whether the browser's way back has led to what is shown. */
export function cameBack(): boolean {
  return back;
}

export function go(path: string): void {
  location.hash = `#/${path}`;
}

/** To the screen above, whose address is `path`: by the browser's way where one came from there, so that it is as it was left. */
export function goUp(path: string): void {
  if ((history.state as Step | null)?.from === path) history.back();
  else go(path);
}

/** Go there without leaving a step to come back to. */
export function replace(path: string): void {
  history.replaceState(history.state, "", `#/${path}`);
  route.set(parse(location.hash));
}
