import { expect, test } from "vitest";
import { layOver, type Place } from "./back_closes";

/** A browser's history, which tells of going back as one does. */
class Tab implements Place {
  private readonly entries: unknown[] = [{ step: 1, from: "" }];
  private readonly listeners = new Set<() => void>();
  private at = 0;
  history = ((tab: Tab) => ({
    get state() {
      return tab.entries[tab.at];
    },
    pushState: (state: unknown) => {
      tab.entries.splice(++tab.at, Infinity, state);
    },
    back: () => {
      tab.at--;
      for (const tell of [...tab.listeners]) tell();
    },
  }))(this);
  addEventListener = (_: "popstate", listener: () => void) => void this.listeners.add(listener);
  removeEventListener = (_: "popstate", listener: () => void) => void this.listeners.delete(listener);
  get depth() {
    return this.at;
  }
}
const later = () => new Promise((done) => setTimeout(done, 5));

/** Something over the page that is gone once it was closed, as a component is. */
function sheet(tab: Tab): { closed: number; close(): void } {
  const it = { closed: 0, close: () => undefined as void };
  const gone = layOver(tab, () => it.close());
  it.close = () => {
    it.closed++;
    gone();
  };
  return it;
}

test("going back closes what lies over the page, and stays on the page", async () => {
  const tab = new Tab();
  const it = sheet(tab);
  tab.history.back();
  await later();
  expect([it.closed, tab.depth, tab.history.state]).toEqual([1, 0, { step: 1, from: "" }]);
});

test("of two that lie over each other the upper one goes first", async () => {
  const tab = new Tab();
  const [lower, upper] = [sheet(tab), sheet(tab)];
  tab.history.back();
  await later();
  expect([lower.closed, upper.closed, tab.depth]).toEqual([0, 1, 1]);
  tab.history.back();
  expect([lower.closed, tab.depth]).toEqual([1, 0]);
});

test("closed by its button it leaves nothing to go back to", async () => {
  const tab = new Tab();
  sheet(tab).close();
  await later();
  expect(tab.depth).toBe(0);
});

test("whoever goes on from it is not taken back", async () => {
  const tab = new Tab();
  const it = sheet(tab);
  it.close();
  tab.history.pushState(null);
  await later();
  expect(tab.depth).toBe(2);
});
