import { describe, expect, it } from "vitest";
import { AGAIN_MS, lasts, TONES } from "./tones";

describe("tones", () => {
  it("differ in what they play, so that each is known without looking", () => {
    const tunes = Object.values(TONES).map((notes) => notes.map(({ hz, wave }) => `${hz}${wave}`).join(" "));
    expect(new Set(tunes).size).toBe(tunes.length);
  });
  it("lie where small loudspeakers and older ears hear them", () => {
    for (const { hz, loud } of Object.values(TONES).flat()) {
      expect(hz).toBeGreaterThanOrEqual(300);
      expect(hz).toBeLessThanOrEqual(2000);
      expect(loud).toBeLessThanOrEqual(1);
    }
  });
  it("of a call for help end before they begin again", () => expect(lasts("sos") * 1000).toBeLessThan(AGAIN_MS));
  it("of a call for help last the longest", () => {
    for (const cue of ["alarm", "lead", "lost"] as const) expect(lasts("sos")).toBeGreaterThan(lasts(cue));
  });
});
