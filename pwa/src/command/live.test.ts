import { beforeEach, describe, expect, it } from "vitest";
import type { Snapshot } from "./frames";
import { placesMessage } from "./testing";
import { LiveLine, waitMs, type Link, type Outside, type Socket } from "./live";
import { NOTHING, reduce, type Live } from "./state";

/** A world with a clock that only moves when told and a server that says what the test says. */
class World implements Outside {
  live: Live = NOTHING;
  links: Link[] = [];
  sockets: (Socket & { cursor: string; closed: boolean; said: string[] })[] = [];
  snapshots = 0;
  failure: number | "network" | null = null;
  connected = true;
  clock = 0;
  private timers: { at: number; run: () => void }[] = [];

  async snapshot(): Promise<Snapshot> {
    this.snapshots++;
    if (this.failure !== null) throw this.failure;
    return { cursor: `s-${this.snapshots}`, officers: [], leads: [], patrols: [], alarms: [] };
  }
  socket(cursor: string): Socket {
    const said: string[] = [];
    const socket = { cursor, closed: false, said, onopen: null, onmessage: null, onclose: null, close: () => {}, send: (word: string) => void said.push(word) };
    socket.close = () => void (socket.closed = true);
    this.sockets.push(socket);
    return socket;
  }
  statusOf = (error: unknown) => (typeof error === "number" ? error : undefined);
  online = () => this.connected;
  now = () => this.clock;
  random = () => 1;
  after = (ms: number, run: () => void) => {
    const timer = { at: this.clock + ms, run };
    this.timers.push(timer);
    return () => void (this.timers = this.timers.filter((other) => other !== timer));
  };
  state = () => this.live;
  dispatch = (action: Parameters<typeof reduce>[1]) => void (this.live = reduce(this.live, action));
  link = (link: Link) => void this.links.push(link);

  get last() {
    const socket = this.sockets.at(-1);
    if (!socket) throw new Error("no socket was opened");
    return socket;
  }
  get linkState() {
    return this.links.at(-1)?.state;
  }
  say(seq: number, body: object) {
    this.last.onmessage?.({ data: JSON.stringify({ seq, cursor: `c-${seq}`, ...body }) });
  }
  greet() {
    this.last.onopen?.();
    this.say(1, { type: "hello", server_time: "" });
  }
  async pass(ms: number) {
    const end = this.clock + ms;
    for (;;) {
      await Promise.resolve();
      await Promise.resolve();
      const next = this.timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.timers = this.timers.filter((timer) => timer !== next);
      this.clock = next.at;
      next.run();
    }
    this.clock = end;
  }
}

let world: World;
let line: LiveLine;

beforeEach(async () => {
  world = new World();
  line = new LiveLine(world);
  line.start();
  await world.pass(0);
});

describe("the live line", () => {
  it("takes the snapshot first and listens from its cursor, so that nothing falls between", () => {
    expect(world.last.cursor).toBe("s-1");
    expect(world.linkState).toBe("connecting");
    world.greet();
    expect(world.linkState).toBe("live");
  });

  it("reconnects from the last good cursor after a hole, without a new snapshot", async () => {
    world.greet();
    world.say(2, { type: "ping" });
    world.say(4, { type: "ping" });
    const first = world.last;
    await world.pass(700);
    expect(first.closed).toBe(true);
    expect(world.sockets).toHaveLength(2);
    expect(world.last.cursor).toBe("c-2");
    expect(world.snapshots).toBe(1);
  });

  it("fetches a new snapshot after a reset", async () => {
    world.greet();
    world.say(2, { type: "reset" });
    await world.pass(700);
    expect(world.snapshots).toBe(2);
    expect(world.last.cursor).toBe("s-2");
  });

  it("says what is looked at, now and on every line after it, and not before the line is open", async () => {
    const box = { west: 120.2, south: 29.6, east: 120.3, north: 29.8 };
    line.look(box);
    expect(world.last.said).toEqual([]);
    world.greet();
    expect(world.last.said).toEqual(['{"type":"view","box":[120.2,29.6,120.3,29.8]}']);
    line.look(null);
    expect(world.last.said[1]).toBe('{"type":"view","box":null}');
    line.look(box);
    world.last.onclose?.({ code: 1006 });
    await world.pass(700);
    world.greet();
    expect(world.sockets).toHaveLength(2);
    expect(world.last.said).toEqual(['{"type":"view","box":[120.2,29.6,120.3,29.8]}']);
  });

  it("counts binary frames and text by the same number", async () => {
    world.greet();
    world.last.onmessage?.({ data: placesMessage({ seq: 2, cursor: "c-2" }) });
    world.say(3, { type: "ping" });
    await world.pass(300);
    expect(world.live.cursor).toBe("c-3");
    expect(world.sockets).toHaveLength(1);
  });

  it("says since when the line is down, through every attempt", async () => {
    world.greet();
    await world.pass(1000);
    world.last.onclose?.({ code: 1006 });
    expect(world.links.at(-1)).toEqual({ state: "reconnecting", since: 1000 });
    await world.pass(500);
    world.last.onclose?.({ code: 1006 });
    expect(world.links.at(-1)).toEqual({ state: "reconnecting", since: 1000 });
  });

  it("notices a line that has gone silent", async () => {
    world.greet();
    await world.pass(39_000);
    expect(world.linkState).toBe("live");
    await world.pass(1_500);
    expect(world.sockets).toHaveLength(2);
  });

  it.each([[4401, "signed_out"], [4403, "refused"]] as const)("stops for good at close code %i", async (code, state) => {
    world.greet();
    world.last.onclose?.({ code });
    await world.pass(120_000);
    expect(world.linkState).toBe(state);
    expect(world.sockets).toHaveLength(1);
  });

  it("goes on after signing in again, from a new snapshot", async () => {
    world.greet();
    world.last.onclose?.({ code: 4401 });
    line.start();
    await world.pass(0);
    expect(world.snapshots).toBe(2);
    expect(world.last.cursor).toBe("s-2");
  });

  it("says offline when there is no network, and tries at once when it is back", async () => {
    world.greet();
    world.connected = false;
    line.lost();
    expect(world.last.closed).toBe(true);
    expect(world.linkState).toBe("offline");
    world.connected = true;
    line.hurry();
    await world.pass(0);
    world.greet();
    expect(world.linkState).toBe("live");
  });

  it("hears nothing any more once stopped", async () => {
    world.greet();
    const socket = world.last;
    line.stop();
    socket.onmessage?.({ data: '{"seq":2,"cursor":"x","type":"ping"}' });
    socket.onclose?.({ code: 1006 });
    await world.pass(120_000);
    expect(world.live.cursor).not.toBe("x");
    expect(world.sockets).toHaveLength(1);
  });
});

describe("a failing snapshot", () => {
  it.each([[401, "signed_out"], [403, "refused"], ["network", "reconnecting"], [503, "reconnecting"]] as const)(
    "%s means %s",
    async (failure, state) => {
      const other = new World();
      other.failure = failure;
      new LiveLine(other).start();
      await other.pass(0);
      expect(other.linkState).toBe(state);
    },
  );
});

describe("waits between attempts", () => {
  it("double up to eight seconds and are spread", () => {
    expect([0, 1, 2, 3, 20].map((attempt) => waitMs(attempt, 1))).toEqual([500, 1000, 2000, 4000, 8000]);
    expect(waitMs(3, 0)).toBe(2000);
  });
});
