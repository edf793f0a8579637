import { beforeAll, expect, test } from "vitest";
import { dutyWords } from "../i18n/duty";
import { gapsWord } from "./patrol_gaps";

const gap = { from: 0, to: 1, cause: "hidden" as const };

beforeAll(() => dutyWords());

test("a patrol that ended and from which no position has come is not said to be without gaps", () => {
  const [ended, running] = [{ state: "ended" }, { state: "running" }] as const;
  expect(gapsWord({ gaps: [], next_seq: 0, ...ended })).toBe("没有收到任何定位");
  expect(gapsWord({ gaps: [], next_seq: 5, ...ended })).toBe("没有缺口");
  expect(gapsWord({ gaps: [], next_seq: 0, ...running })).toBe("没有缺口");
  expect(gapsWord({ gaps: [gap, gap], next_seq: 5, ...ended })).toBe("2 处缺口");
});
