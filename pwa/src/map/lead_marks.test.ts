import { describe, expect, it } from "vitest";
import type { Lead } from "../api/types";
import { leadPoints } from "./features";
import { onlyLead, openMany, urgencyOf } from "./lead_marks";

const source = (zoom: number, ids: string[]) => ({
  getClusterExpansionZoom: () => Promise.resolve(zoom),
  getClusterLeaves: () => Promise.resolve(ids.map((id) => ({ properties: { id } }) as never)),
});

describe("leads that lie on one another", () => {
  it("show what waits for somebody over what does not", () => {
    expect(urgencyOf("reported")).toBeGreaterThan(urgencyOf("assigned"));
    expect(urgencyOf("assigned")).toBeGreaterThan(urgencyOf("rejected"));
  });

  it("are come closer to where that parts them", async () => {
    expect(await openMany(source(16, ["a", "b"]), 1, null)).toEqual({ zoom: 16 });
  });

  it("are opened one after the other at one and the same place", async () => {
    const there = source(23, ["a", "b"]);
    expect(await openMany(there, 1, null)).toEqual({ lead: "a" });
    expect(await openMany(there, 1, "a")).toEqual({ lead: "b" });
    expect(await openMany(there, 1, "b")).toEqual({ lead: "a" });
  });

  it("leave the open one to be drawn by itself", () => {
    const lead = (id: string) => ({ id, state: "accepted", place: { type: "Point", coordinates: [120, 29] } }) as Lead;
    const all = leadPoints([lead("a"), lead("b")], new Set());
    expect(onlyLead(all, "b").features.map(({ properties }) => properties["id"])).toEqual(["b"]);
    expect(onlyLead(all, null).features).toEqual([]);
  });
});
