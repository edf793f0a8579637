import { describe, expect, test } from "vitest";
import type { Alarm, AlarmStep } from "../api/types";
import { anOp } from "../testing/ops";
import { currentSos, hindrance, isAlone } from "./sos_state";

const NOW = Date.parse("2026-11-23T08:00:00Z");
const raised = anOp({ id: "a", kind: "alarm", entity: "a", created_at: NOW - 60_000 });
const off = anOp({ id: "b", kind: "alarm", entity: "a" });
const step = (kind: AlarmStep["kind"], at = "2026-11-23T07:59:30Z") =>
  ({ kind, received_at: at, actor_name: "指挥员01", outcome: null, reason: null }) as AlarmStep;
const alarm = (state: Alarm["state"], ...steps: AlarmStep[]): Alarm =>
  ({ id: "a", kind: "sos", state, person_id: "me", at: "2026-11-23T07:59:00Z", received_at: "2026-11-23T07:59:02Z", steps }) as Alarm;
const shown = (ops = [raised], alarms: Alarm[] = [], away: string | null = null) =>
  currentSos(ops, alarms, "me", away, NOW);

test("a call waits for a network only when no answer comes", () => {
  const state = { signed_out: false, revoked: false };
  expect(hindrance({ ...state, reach: "offline" }, 0)).toBe("network");
  expect(hindrance({ ...state, reach: "offline", signed_out: true }, 0)).toBe("network");
  expect(hindrance({ ...state, reach: "online", signed_out: true }, 0)).toBe("sign_in");
  expect(hindrance({ reach: "online", signed_out: true, revoked: true }, 0)).toBe("revoked");
});

test("a call that was raised a moment ago is being sent, unless it is known that it cannot be", () => {
  const state = { signed_out: false, revoked: false };
  expect(hindrance({ ...state, reach: "online" }, 2_000)).toBe("sending");
  expect(hindrance({ ...state, reach: "unknown" }, 2_000)).toBe("sending");
  expect(hindrance({ ...state, reach: "online" }, 8_000)).toBe("network");
});

test("whom nobody has heard is told to telephone, once a moment has passed", () => {
  expect(isAlone({ stage: "waiting" }, "sending")).toBe(false);
  expect(isAlone({ stage: "waiting" }, "network")).toBe(true);
  expect(isAlone({ stage: "refused" }, "sending")).toBe(true);
  expect(isAlone({ stage: "sent" }, "network")).toBe(false);
});

describe("a call for help", () => {
  test("is not there until somebody calls", () => expect(shown([], [])).toBeNull());
  test("of somebody else on this phone is not shown", () => {
    expect(shown([{ ...raised, person_id: "other" }])).toBeNull();
  });
  test("waits on the phone", () => expect(shown()?.stage).toBe("waiting"));
  test("that was refused says so", () => {
    expect(shown([{ ...raised, state: "attention" }])?.stage).toBe("refused");
    expect(shown([{ ...raised, state: "conflict" }])?.stage).toBe("refused");
  });
  test("is sent when the server took it, before it has been asked about it", () => {
    expect(shown([{ ...raised, state: "done", done_at: NOW }])).toMatchObject({ stage: "sent", sent_at: NOW });
  });
  test("is seen by somebody", () => {
    const sos = shown([{ ...raised, state: "done" }], [alarm("seen", step("raised"), step("seen"))]);
    expect([sos?.stage, sos?.seen?.actor_name]).toEqual(["seen", "指挥员01"]);
  });
  test("is called off at once here, even before it was sent", () => {
    expect(shown([raised, off])?.stage).toBe("cancelled");
    expect(shown([{ ...raised, state: "done" }, off], [alarm("seen")])?.stage).toBe("cancelled");
  });
  test("that was closed shows who did it, for two hours or until it is put away", () => {
    const closed = [alarm("closed", step("closed"))];
    expect(shown([raised], closed)?.stage).toBe("closed");
    expect(shown([raised], closed, "a")).toBeNull();
    expect(shown([raised], [alarm("closed", step("closed", "2026-11-23T05:59:00Z"))])).toBeNull();
  });
  test("that was called off shows it for two hours, and for as long as the room does not know", () => {
    const done = { ...raised, state: "done" as const };
    const long = "2026-11-23T05:59:00Z";
    expect(shown([], [alarm("cancelled", step("raised"), step("cancelled"))])?.stage).toBe("cancelled");
    expect(shown([], [alarm("cancelled", step("raised"), step("cancelled", long))])).toBeNull();
    expect(shown([done, { ...off, state: "done", done_at: Date.parse(long) }])).toBeNull();
    expect(shown([done, { ...off, created_at: Date.parse(long) }])?.stage).toBe("cancelled");
  });
  test("that is open is shown however old it is", () => {
    const yesterday = { ...alarm("seen", step("seen", "2026-11-22T02:00:00Z")), at: "2026-11-22T02:00:00Z" };
    expect(shown([], [yesterday])?.stage).toBe("seen");
    expect(shown([{ ...raised, created_at: NOW - 86_400_000 }])?.stage).toBe("waiting");
  });
  test("that only the server knows is shown all the same", () => expect(shown([], [alarm("raised")])?.stage).toBe("sent"));
  test("is the newest one", () => {
    expect(shown([raised, anOp({ id: "c", kind: "alarm", entity: "c" })], [alarm("closed")])?.id).toBe("c");
  });
  test("never shows what the server noticed by itself", () => {
    expect(shown([], [{ ...alarm("raised"), kind: "no_fix" }])).toBeNull();
  });
});
