import { describe, expect, it } from "vitest";
import { choose, START, type Choice } from "./selection";

const after = (...choices: Choice[]) => choices.reduce(choose, START);

describe("what is looked at", () => {
  it("is one thing at a time", () => {
    const patrol: Choice = { do: "patrol", patrol: "p", officer: "o" };
    expect(after({ do: "lead", lead: "l" }, patrol)).toMatchObject({ lead: null, officer: "o", patrol: "p" });
    expect(after(patrol, { do: "lead", lead: "l" })).toMatchObject({ lead: "l", officer: null, patrol: null });
  });

  it("goes to the detail when opened, and stays on the list when only marked by key", () => {
    expect(after({ do: "mark", lead: "l" })).toMatchObject({ pane: "list", lead: "l" });
    expect(after({ do: "lead", lead: "l" })).toMatchObject({ pane: "detail", lead: "l" });
  });

  it("goes back to the list when closed, but does not leave the map", () => {
    expect(after({ do: "lead", lead: "l" }, { do: "close" })).toEqual(START);
    expect(after({ do: "lead", lead: "l" }, { do: "pane", pane: "map" }, { do: "close" }).pane).toBe("map");
  });

  it("shows the leads when one is opened from the map, whichever list was there", () => {
    expect(after({ do: "tab", tab: "officers" }, { do: "lead", lead: "l" }).tab).toBe("leads");
  });
});
