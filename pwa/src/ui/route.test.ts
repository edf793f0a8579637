import { afterEach, describe, expect, test, vi } from "vitest";
import { parse } from "./route";

test("an address names a screen, a thing and what is asked of the screen", () => {
  const { screen, id, query } = parse("#/people/0193?q=%E6%9E%AB&sort=-name");
  expect([screen, id, query.get("q"), query.get("sort")]).toEqual(["people", "0193", "枫", "-name"]);
});

test("an address without any of it is empty", () => {
  const { screen, id, query } = parse("");
  expect([screen, id, [...query]]).toEqual(["", null, []]);
});

test("a question may stand right behind the screen", () => {
  const { screen, id, query } = parse("#/sign-in?name=%E9%98%9F%E5%91%9801");
  expect([screen, id, query.get("name")]).toEqual(["sign-in", null, "队员01"]);
});

test("an address that was cut in the middle of a letter stays readable", () => {
  expect(parse("#/lead/%E5%8D").id).toBe("%E5%8D");
  expect(parse("#/room?text=a%2Fb?c").query.get("text")).toBe("a/b?c");
});

/** A browser's address bar and history, in which the app is opened at the last of `hashes`. */
async function opened(...hashes: [string, ...string[]]) {
  const entries = hashes.map((hash) => ({ hash, state: null as unknown }));
  let at = entries.length - 1;
  let tell = () => {};
  const turn = (by: number) => {
    const from = entries[at]!.hash;
    at += by;
    if (entries[at]!.hash !== from) tell();
  };
  vi.stubGlobal("location", {
    get hash() {
      return entries[at]!.hash;
    },
    set hash(hash: string) {
      entries.splice(at + 1, entries.length, { hash, state: null });
      turn(1);
    },
  });
  vi.stubGlobal("history", {
    get state() {
      return entries[at]!.state;
    },
    replaceState: (state: unknown, _: string, hash?: string) => {
      entries[at] = { hash: hash ?? entries[at]!.hash, state };
    },
    back: () => turn(-1),
  });
  vi.stubGlobal("addEventListener", (_: string, listener: () => void) => (tell = listener));
  vi.resetModules();
  const app = await import("./route");
  const returning = await import("./returning");
  app.followAddress();
  return { ...app, ...returning, back: () => turn(-1), shown: () => entries.map(({ hash }) => hash).slice(0, at + 1) };
}

describe("the way up", () => {
  afterEach(() => vi.unstubAllGlobals());

  test("leads back to the list one came from, as it was left", async () => {
    const app = await opened("#/leads?state=reported");
    app.go("leads/a");
    app.goUp("leads");
    expect(app.shown()).toEqual(["#/leads?state=reported"]);
    expect(app.cameBack()).toBe(true);
  });

  test("leads to the list from a thing that was opened by its address, and not out of the app", async () => {
    const app = await opened("https://elsewhere", "#/leads/a");
    app.goUp("leads");
    expect(app.shown()).toEqual(["https://elsewhere", "#/leads/a", "#/leads"]);
    expect(app.cameBack()).toBe(false);
  });

  test("leads to the list from a thing one came to from another, not back to that", async () => {
    const app = await opened("#/leads");
    app.go("leads/a");
    app.go("leads/b");
    app.goUp("leads");
    expect(app.shown()).toEqual(["#/leads", "#/leads/a", "#/leads/b", "#/leads"]);
  });
});

describe("what was kept of a step", () => {
  afterEach(() => vi.unstubAllGlobals());

  test("is there for who comes back to it, and for nobody who makes a new step after having gone back", async () => {
    const app = await opened("#/home");
    app.go("leads");
    app.keep(app.stepNow(), "q", "rubbish");
    const first = app.stepNow();
    app.back();
    app.go("people");
    expect(app.stepNow()).not.toBe(first);
    app.go("people/a");
    app.back();
    expect(app.cameBack()).toBe(true);
    expect(app.recall("q")).toBeUndefined();
    app.keep(app.stepNow(), "q", "officer");
    app.go("people/a");
    app.back();
    expect(app.recall("q")).toBe("officer");
  });
});
