import { describe, expect, test } from "vitest";
import type { LeadDetail, Step } from "../api/types";
import { isNews } from "../store/leads";
import type { KnownLead } from "../store/records";
import type { LeadItem } from "../sync/overview";
import { fits, merged } from "./lead_lines";

function known(id: string, part: Partial<LeadDetail> = {}, more: Partial<KnownLead> = {}): KnownLead {
  const lead = {
    id,
    category_name_zh: "占道经营",
    category_name_en: "Street stall",
    address: "步森大道",
    captured_at: "2026-11-23T01:00:00Z",
    reported_by: "me",
    assigned_to: null,
    revision: 3,
    note: "水果摊",
    steps: [],
    ...part,
  } as unknown as LeadDetail;
  return { id, person_id: "me", lead, detail_revision: lead.revision, seen_revision: 3, ...more };
}

const by = (actor_id: string) => [{ actor_id }] as Step[];

describe("news", () => {
  test.each<[string, KnownLead, boolean]>([
    ["what was looked at is none", known("a"), false],
    ["what somebody did since is", known("a", { revision: 4, steps: by("room") }), true],
    ["what one did oneself is none", known("a", { revision: 4, steps: by("me") }), false],
    ["a change of which only the list has told is", known("a", { revision: 5 }, { detail_revision: 3 }), true],
  ])("%s", (_name, one, expected) => expect(isNews(one, "me")).toBe(expected));
});

test("a list has what concerns its person, newest first", () => {
  const all = [
    known("older", { captured_at: "2026-11-22T01:00:00Z" }),
    known("given", { reported_by: "other", assigned_to: "me" }),
    known("looked at", { reported_by: "other" }),
  ];
  expect(merged([], all, "me", (code) => code).map(({ id }) => id)).toEqual(["given", "older"]);
  expect(merged([], all, null, (code) => code)).toHaveLength(3);
});

test("what is urgent is so in the list, whether the server has told of it or only this phone knows", () => {
  const item = { id: "here", about: { category: "fire", address: "", urgent: true }, created_at: 0 } as unknown as LeadItem;
  const lines = merged([item], [known("there", { urgent: true }), known("other", { urgent: false })], "me", (code) => code);
  expect(lines.filter(({ urgent }) => urgent).map(({ id }) => id).sort()).toEqual(["here", "there"]);
});

test.each([
  ["", true],
  ["水果 步森", true],
  ["占道", true],
  ["垃圾", false],
])("looking for %j", (words, found) => {
  const [line] = merged([], [known("a")], "me", (code) => code);
  expect(line && fits(line, words)).toBe(found);
});
