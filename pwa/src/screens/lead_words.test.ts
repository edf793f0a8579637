import { expect, test } from "vitest";
import type { LeadDetail, Media } from "../api/types";
import { made, madeIn } from "./lead_words";

const medium = (state: Media["state"], derived_from: string | null = null) => ({ state, derived_from }) as Media;
const lead = (media: Media[], total = media.filter(({ derived_from }) => !derived_from).length, received = 0) =>
  ({ media, media_total: total, media_received: received }) as LeadDetail;

test("what counts is what the person made, not the copies of it", () => {
  expect(made(lead([medium("received"), medium("received", "a"), medium("declared")]), null)).toEqual({ done: 1, total: 2 });
});

test("as long as only the figures are known, they count", () => {
  expect(made(lead([], 4, 3), null)).toEqual({ done: 3, total: 4 });
});

test("what came with a step is counted without the copies that were made of it", () => {
  const media = [{ ...medium("received"), id: "a" }, { ...medium("received", "a"), id: "b" }, { ...medium("declared"), id: "c" }];
  expect(madeIn({ media: ["a", "b"] }, media)).toBe(1);
  expect(madeIn({ media: ["a", "b", "c"] }, media)).toBe(2);
  expect(madeIn({ media: ["a", "b"] }, [])).toBe(2);
});
