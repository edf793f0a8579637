import { expect, test } from "vitest";
import { auditEn } from "../../i18n/audit.en";
import { auditZh } from "../../i18n/audit.zh";
import { learn } from "../../i18n";
import { toldOf } from "./told";

learn(auditZh, auditEn);

test.each([
  [{ rows: 19, sort: "-received_at", filter: {}, format: "csv" }, "行数：19；格式：CSV 表格"],
  [{ outcome: "false_alarm" }, "结果：误报"],
  [
    { end: "2026-11-26T09:28:58.945000+00:00", begin: "2026-11-26T08:28:58.945000+00:00", purpose: "watch" },
    "时段：2026-11-26 16:28:58 至 17:28:58；目的：值班查看",
  ],
  [{ media: 3, purpose: "当事人质疑照片，提供核验" }, "材料数：3；目的：当事人质疑照片，提供核验"],
  [{ before: ["officer"], after: ["officer", "squad_leader"] }, "原为：执法队员；改为：执法队员、中队长"],
  [{ assignee: "01a217c0-0000-7000-8000-00000000e6eb", step: "01a217c0-0000-7000-8000-00000000e6ec" }, "处置人：…E6EB"],
  [{ assignee: null }, ""],
  [{ device_id: "01a217c0-0000-7000-8000-00000000e6eb", public_key: "MFkwEwYHKoZIzj0CAQ==" }, "设备：…E6EB"],
])("what was kept of an action is told in words: %#", (detail, said) => {
  expect(toldOf(detail).replaceAll("\u00a0", " ")).toBe(said);
});

const ZHANG = "01a217c0-0000-7000-8000-00000000e6eb";

test.each([
  [{ assignee: ZHANG }, "处置人：张队员（…E6EB）"],
  [{ filter: { reported_by: ZHANG, town_code: "330681109" } }, "筛选：（上报人：张队员（…E6EB）；镇街：枫桥镇（330681109））"],
  [{ before: [], after: ["330681109", "330681110"] }, "改为：枫桥镇（330681109）、330681110"],
])("whom and what it speaks of is told by name, the id beside it: %#", (detail, said) => {
  expect(toldOf(detail, { [ZHANG]: "张队员", "330681109": "枫桥镇" })).toBe(said);
});

test("what has no word yet is told as it was recorded", () => {
  expect(toldOf({ colour: "red" })).toBe("colour：red");
});
