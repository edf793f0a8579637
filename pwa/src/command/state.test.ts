import { describe, expect, it } from "vitest";
import type { Alarm, Lead, Media, Officer, Patrol } from "../api/types";
import { readFrame, type Frame } from "./frames";
import { readPlaces } from "./places";
import { placesMessage, type Told } from "./testing";
import { judge, NOTHING, reduce, type Live } from "./state";

const lead = (id: string, revision = 1, more: Partial<Lead> = {}) =>
  ({ id, revision, state: "reported", ...more }) as Lead;
const officer = (id: string, at: string | null, more: Partial<Officer> = {}) =>
  ({ person_id: id, patrol_id: `patrol-${id}`, patrol_state: "running", at, place: [120, 29], ...more }) as Officer;
const patrol = (person: string, state: Patrol["state"], more: Partial<Patrol> = {}) =>
  ({ id: `patrol-${person}`, person_id: person, state, started_at: "2026-11-23T00:00:00Z", ...more }) as Patrol;

const alarm = (id: string, revision: number, state: Alarm["state"] = "raised") => ({ id, revision, state }) as Alarm;

let counter = 0;
const frame = (seq: number, body: object): Frame => ({ seq, cursor: `c-${seq}-${counter++}`, ...body }) as Frame;
/** A frame of places about one person; `minute` counts from 2026-11-23T00:00Z. */
const seen = (seq: number, person: string, minute: number, on = `patrol-${person}`, fix: Partial<Told> = {}): Frame => {
  const message = placesMessage({ seq, places: [{ index: 3, ms: minute * 60_000, ...fix }] });
  return { ...readPlaces(message)!, names: [{ index: 3, person, patrol: on }] };
};
const hello = (seq = 1) => frame(seq, { type: "hello", server_time: "2026-11-23T00:00:00Z" });
const told = (live: Live, ...frames: Frame[]) => reduce(live, { do: "frames", frames });

const start = reduce(NOTHING, {
  do: "snapshot",
  snapshot: {
    cursor: "10-1",
    officers: [officer("a", "2026-11-23T00:01:00Z")],
    leads: [lead("one", 3)],
    patrols: [patrol("a", "running")],
    alarms: [alarm("sos", 1)],
  },
});

describe("sequence numbers", () => {
  const ping = (seq: number) => frame(seq, { type: "ping" });
  it.each<[string, number, Frame[], string]>([
    ["in order", 0, [hello(), ping(2), ping(3)], "carry_on"],
    ["a hole", 0, [hello(), ping(3)], "reconnect"],
    ["a hole before the first", 4, [ping(6)], "reconnect"],
    ["a repeated frame", 2, [ping(2), ping(3)], "carry_on"],
    ["a reset", 1, [frame(2, { type: "reset" })], "snapshot"],
    ["a reset that was already passed", 2, [frame(2, { type: "reset" })], "carry_on"],
    ["a hole before a reset", 1, [frame(3, { type: "reset" })], "reconnect"],
    ["nothing", 7, [], "carry_on"],
  ])("%s", (_, seq, frames, verdict) => {
    expect(judge(seq, frames)).toBe(verdict);
  });

  it("applies what came before a hole and nothing after it, and keeps the cursor of the last applied", () => {
    const first = frame(2, { type: "lead", lead: lead("two") });
    const live = told(start, hello(), first, frame(4, { type: "lead", lead: lead("three") }));
    expect([...live.leads.keys()]).toEqual(["one", "two"]);
    expect(live.cursor).toBe(first.cursor);
    expect(live.seq).toBe(2);
  });

  it("starts at one again on a new connection", () => {
    const live = reduce(told(start, hello(), frame(2, { type: "ping" })), { do: "opened" });
    expect(live.seq).toBe(0);
    expect(told(live, hello()).seq).toBe(1);
  });

  it("does not change what was known before: the same batch twice is the same state", () => {
    const frames = [hello(), frame(2, { type: "lead", lead: lead("two") })];
    const once = told(start, ...frames);
    expect(told(once, ...frames)).toEqual(once);
    expect(start.leads.has("two")).toBe(false);
  });

  it("leaves alone what the frames are not about, so that it need not be drawn again", () => {
    const live = told(start, hello(), seen(2, "a", 2));
    expect(live.leads).toBe(start.leads);
    expect(live.unseen).toBe(start.unseen);
    expect(live.officers).not.toBe(start.officers);
    expect(start.officers.get("a")?.at).toBe("2026-11-23T00:01:00Z");
  });

  it("replays frames after a reconnect without doubling or undoing anything", () => {
    const accepted = lead("one", 4, { state: "accepted" });
    const live = told(start, hello(), frame(2, { type: "lead", lead: accepted }));
    const again = told(
      reduce(live, { do: "opened" }),
      hello(),
      frame(2, { type: "lead", lead: lead("one", 3) }),
      frame(3, { type: "lead", lead: accepted }),
    );
    expect([...again.leads.values()]).toEqual([accepted]);
  });
});

describe("leads", () => {
  it("marks a lead nobody has seen until it is looked at", () => {
    const live = told(start, hello(), frame(2, { type: "lead", lead: lead("two") }));
    expect([...live.unseen]).toEqual(["two"]);
    const seen = reduce(live, { do: "seen", id: "two" });
    expect(seen.unseen.size).toBe(0);
    expect(reduce(seen, { do: "seen", id: "two" })).toBe(seen);
  });

  it("does not mark a lead that only changed", () => {
    expect(told(start, hello(), frame(2, { type: "lead", lead: lead("one", 4) })).unseen.size).toBe(0);
  });

  it("marks what a second snapshot brings, and nothing of the first", () => {
    expect(start.unseen.size).toBe(0);
    const snapshot = { cursor: "11-1", officers: [], leads: [lead("one", 3), lead("late")], patrols: [], alarms: [] };
    const live = reduce(start, { do: "snapshot", snapshot });
    expect([...live.unseen]).toEqual(["late"]);
  });

  it("forgets what the new snapshot no longer has", () => {
    const live = reduce(start, { do: "snapshot", snapshot: { cursor: "12-1", officers: [], leads: [], patrols: [], alarms: [] } });
    expect(live.leads.size + live.officers.size + live.patrols.size).toBe(0);
  });

  it("takes the answer to a decision, unless something newer is known", () => {
    expect(reduce(start, { do: "lead", lead: lead("one", 4) }).leads.get("one")?.revision).toBe(4);
    expect(reduce(start, { do: "lead", lead: lead("one", 2) })).toBe(start);
  });

  it("keeps the newest state of a medium", () => {
    const medium = (state: Media["state"]) => ({ id: "m", lead_id: "one", state }) as Media;
    const live = told(
      start,
      hello(),
      frame(2, { type: "media", media: medium("uploading") }),
      frame(3, { type: "media", media: medium("received") }),
    );
    expect(live.media.get("m")?.state).toBe("received");
  });
});

describe("officers", () => {
  it("move with a newer fix and not back with an older one", () => {
    const live = told(start, hello(), seen(2, "a", 2, "patrol-a", { lon: 120.5, lat: 29.5, accuracy: 45 }), seen(3, "a", 0.5));
    expect(live.officers.get("a")).toEqual({
      ...officer("a", "2026-11-23T00:02:00.000Z", { place: [120.5, 29.5] }),
      accuracy_m: 4.5,
      speed_ms: null,
      heading_deg: null,
      battery: null,
    });
  });

  it("are known by their index once it has been told, until the line is another", () => {
    const again = { ...seen(3, "a", 3), names: [] } as Frame;
    const live = told(start, hello(), seen(2, "a", 2), again);
    expect(live.officers.get("a")?.at).toBe("2026-11-23T00:03:00.000Z");
    const stranger = told(reduce(live, { do: "opened" }), hello(), { ...seen(2, "a", 4), names: [] } as Frame);
    expect(stranger.officers.get("a")?.at).toBe("2026-11-23T00:03:00.000Z");
  });

  it("take the fix of a new patrol even when its clock is behind", () => {
    const live = told(start, hello(), seen(2, "a", -60, "patrol-next"));
    expect(live.officers.get("a")).toMatchObject({ patrol_id: "patrol-next", at: "2026-11-22T23:00:00.000Z" });
  });

  it("keep the squad of the patrol they are seen on", () => {
    const next = patrol("a", "paused", { id: "patrol-next", squad: "二组", started_at: "2026-11-22T00:00:00Z" });
    const live = told(start, hello(), frame(2, { type: "patrol", patrol: next }), seen(3, "a", 2, "patrol-next"));
    expect(live.officers.get("a")).toMatchObject({ patrol_id: "patrol-next", squad: "二组", patrol_state: "paused" });
  });

  it("are nobody when neither they nor their patrol are known", () => {
    expect(told(start, hello(), seen(2, "stranger", 2)).officers.has("stranger")).toBe(false);
  });

  it("appear when their patrol starts, before any fix", () => {
    const live = told(start, hello(), frame(2, { type: "patrol", patrol: patrol("b", "running") }));
    expect(live.officers.get("b")).toMatchObject({ place: null, at: null, patrol_state: "running" });
  });

  it("show a pause without losing the last fix", () => {
    const live = told(start, hello(), frame(2, { type: "patrol", patrol: patrol("a", "paused") }));
    expect(live.officers.get("a")).toMatchObject({ patrol_state: "paused", at: "2026-11-23T00:01:00Z" });
  });

  it("leave when their patrol ends", () => {
    const live = told(start, hello(), frame(2, { type: "patrol", patrol: patrol("a", "ended") }));
    expect(live.officers.size + live.patrols.size).toBe(0);
  });

  it("stay when an earlier patrol of theirs ends late", () => {
    const live = told(start, hello(), frame(2, { type: "patrol", patrol: patrol("a", "ended", { id: "earlier" }) }));
    expect(live.officers.has("a")).toBe(true);
  });
});

describe("reading a message", () => {
  it.each(["", "{", "null", "7", '{"seq":"1","type":"ping"}', '{"seq":1,"type":"unheard-of"}', '{"type":"ping"}'])(
    "is no frame: %s",
    (text) => expect(readFrame(text)).toBeUndefined(),
  );

  it("reads a frame", () => {
    expect(readFrame('{"seq":1,"cursor":"5-6","type":"ping"}')).toEqual({ seq: 1, cursor: "5-6", type: "ping" });
  });
});

describe("alarms", () => {
  const states = (live: Live) => [...live.alarms.values()].map(({ id, state }) => `${id} ${state}`);
  it("come with the snapshot and by themselves, and stay when they are closed", () => {
    const more = told(start, frame(1, { type: "alarm", alarm: alarm("two", 1) }));
    expect(states(more)).toEqual(["sos raised", "two raised"]);
    expect(states(told(more, frame(2, { type: "alarm", alarm: alarm("sos", 3, "closed") })))).toEqual([
      "sos closed",
      "two raised",
    ]);
  });
  it("are not set back by what was overtaken on the way", () => {
    const seen = reduce(start, { do: "alarm", alarm: alarm("sos", 2, "seen") });
    expect(states(told(seen, frame(1, { type: "alarm", alarm: alarm("sos", 1) })))).toEqual(["sos seen"]);
  });
  it("are not copied when nothing is told of them", () => {
    expect(told(start, frame(1, { type: "ping" })).alarms).toBe(start.alarms);
  });
});
