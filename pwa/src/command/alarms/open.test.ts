import { describe, expect, it } from "vitest";
import type { Alarm, Lead } from "../../api/types";
import { lead } from "../testing";
import { arrived, firstUnseen, openAlarms, ringing, tabTitle, urgentNews } from "./open";

const alarm = (id: string, more: Partial<Alarm> = {}): [string, Alarm] => [
  id,
  { id, kind: "sos", state: "raised", received_at: "2026-11-23T08:00:00Z", ...more } as Alarm,
];
const ids = (alarms: readonly Alarm[]) => alarms.map(({ id }) => id);

describe("the alarm bar", () => {
  const all = new Map([
    alarm("seen", { state: "seen" }),
    alarm("battery", { kind: "low_battery" }),
    alarm("closed", { state: "closed" }),
    alarm("off", { state: "cancelled" }),
    alarm("new", { received_at: "2026-11-23T08:05:00Z" }),
    alarm("older"),
  ]);
  it("has calls for help first, what was called off last, newest before older, and no closed ones", () => {
    expect(ids(openAlarms(all))).toEqual(["new", "seen", "older", "battery", "off"]);
  });
  it("leaves everything in its place when one has been seen", () => {
    const seen = new Map([...all, alarm("new", { received_at: "2026-11-23T08:05:00Z", state: "seen" })]);
    expect(ids(openAlarms(seen))).toEqual(ids(openAlarms(all)));
  });
  it("rings for calls for help that nobody has seen, and for nothing else", () => {
    expect(ids(ringing(all)).sort()).toEqual(["new", "older"]);
  });
  it("gives its key to the first that nobody has seen", () => {
    expect(firstUnseen(openAlarms(all))?.id).toBe("new");
    expect(firstUnseen(openAlarms(new Map([alarm("seen", { state: "seen" })])))).toBeUndefined();
  });
  it("knows what is new", () => {
    expect(ids(arrived(new Map([alarm("older")]), all)).sort()).toEqual(["battery", "new"]);
    expect(arrived(all, all)).toEqual([]);
  });
});

describe("the tab's title", () => {
  it.each([
    [0, 0, "指挥室"],
    [0, 3, "(3) 指挥室"],
    [2, 0, "【2】指挥室"],
    [1, 3, "【1】(3) 指挥室"],
  ])("with %d alarms and %d leads", (alarms, leads, title) => expect(tabTitle("指挥室", alarms, leads)).toBe(title));
});

describe("urgent leads over the desk", () => {
  const leads = new Map<string, Lead>(
    [
      lead({ id: "old", urgent: true, received_at: "2026-11-23T08:00:00Z" }),
      lead({ id: "new", urgent: true, received_at: "2026-11-23T08:05:00Z" }),
      lead({ id: "decided", urgent: true, state: "rejected" }),
      lead({ id: "usual" }),
      lead({ id: "opened", urgent: true }),
    ].map((one) => [one.id, one]),
  );
  it("are those nobody has opened or decided, the newest first", () => {
    expect(urgentNews(leads, new Set(["old", "decided", "usual", "new", "gone"])).map(({ id }) => id)).toEqual(["new", "old"]);
  });
});
