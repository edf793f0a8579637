import { describe, expect, it } from "vitest";
import type { Media } from "../api/types";
import { isArriving, later } from "./arrival";

const medium = (state: Media["state"], received_bytes = 0, preview: Media["preview"] = "pending") =>
  ({ id: "m", state, received_bytes, preview }) as Media;

describe("two accounts of one photo", () => {
  it.each<[string, Media, Media]>([
    ["received after uploading", medium("uploading", 9), medium("received", 10)],
    ["more bytes after fewer", medium("uploading", 3), medium("uploading", 7)],
    ["with a preview after without", medium("received", 9), medium("received", 9, "ready")],
    ["known to have no preview after not knowing", medium("received", 9), medium("received", 9, "none")],
    ["sent again after wrong bytes", medium("mismatch", 9), medium("uploading", 0)],
  ])("%s, whichever comes first", (_, early, late) => {
    expect(later(early, late)).toBe(late);
    expect(later(late, early)).toBe(late);
  });

  it("asks again only while bytes are on their way", () => {
    expect(["declared", "uploading", "verifying", "received", "mismatch"].filter((s) => isArriving(medium(s as Media["state"])))).toEqual([
      "uploading",
      "verifying",
    ]);
  });
});
