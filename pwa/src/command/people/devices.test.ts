import { expect, test } from "vitest";
import { learn } from "../../i18n";
import { peopleEn } from "../../i18n/people.en";
import { peopleZh } from "../../i18n/people.zh";
import { saidOf } from "./devices";

learn(peopleZh, peopleEn);

test("what is said of a phone that was shut out tells it from another of the same kind, as its row does", () => {
  const [lost, kept] = ["01a215e5-beb9-70de-a0cd-fa7a5578cc71", "01a215e5-beb9-70de-a0cd-fa7a5578e6eb"].map((device_id) =>
    saidOf("people.was_revoked", { label: "Android · Chrome", device_id }),
  );
  expect([lost, kept]).toEqual(["已停用设备 Android · Chrome · CC71", "已停用设备 Android · Chrome · E6EB"]);
});
