import { describe, expect, it } from "vitest";
import { audible, begun, ended, FRESH, isQuiet, quietLeft, readSettings, toTell, withMissed, type Cue } from "./quiet";

const NOW = 1_000_000_000;
const MINUTE = 60_000;
const quiet = begun(FRESH, 15, false, NOW);
const silent = begun(FRESH, null, true, NOW);
const lead = { cue: "lead" as const, id: "l", at: NOW };

describe("what is heard", () => {
  const cues: Cue[] = ["sos", "alarm", "lead", "lost"];
  it.each([
    ["everything without do-not-disturb", FRESH, "sos alarm lead lost"],
    ["only calls for help while it lasts", quiet, "sos"],
    ["nothing when they were included", silent, ""],
    ["nothing with the sound off", { ...FRESH, on: false }, ""],
    ["nothing at volume 0", { ...FRESH, volume: 0 }, ""],
  ])("is %s", (_, settings, heard) => {
    expect(cues.filter((cue) => audible(settings, cue, NOW)).join(" ")).toBe(heard);
  });
  it("is everything again when the time is over", () => expect(audible(quiet, "lead", NOW + 15 * MINUTE)).toBe(true));
});

describe("do not disturb", () => {
  it("lasts its time, and says how much is left", () => {
    expect([quietLeft(quiet, NOW), quietLeft(quiet, NOW + 14 * MINUTE)]).toEqual([15 * MINUTE, MINUTE]);
    expect([isQuiet(quiet, NOW + 15 * MINUTE - 1), isQuiet(quiet, NOW + 15 * MINUTE)]).toEqual([true, false]);
    expect(quietLeft(FRESH, NOW)).toBe(0);
  });
  it("lasts until it is ended by hand when no time was given", () => {
    expect([quietLeft(silent, NOW), isQuiet(silent, NOW + 1e12), isQuiet(ended(silent), NOW)]).toEqual([null, true, false]);
  });
  it("keeps what was missed, once each, and tells it when it is over", () => {
    const missed = withMissed(withMissed(quiet, [lead], NOW), [lead], NOW);
    expect(missed.missed).toEqual([lead]);
    expect(toTell(missed, NOW)).toEqual([]);
    expect(toTell(missed, NOW + 15 * MINUTE)).toEqual([lead]);
    expect(toTell(ended(missed), NOW)).toEqual([lead]);
  });
  it("keeps nothing while it is not quiet", () => expect(withMissed(FRESH, [lead], NOW)).toBe(FRESH));
  it("that is prolonged keeps what was missed; one begun anew does not", () => {
    const missed = withMissed(quiet, [lead], NOW);
    expect(begun(missed, 60, false, NOW + MINUTE).missed).toEqual([lead]);
    expect(begun(missed, 60, false, NOW + 20 * MINUTE).missed).toEqual([]);
  });
});

describe("what this browser kept", () => {
  it("comes back as it was", () => expect(readSettings(JSON.stringify(silent))).toEqual(silent));
  it.each([null, "", "{", "3", "null", '{"volume":7,"on":"yes","quiet":{},"missed":"x"}'])("%s is no harm", (text) =>
    expect(readSettings(text)).toEqual(FRESH),
  );
});
