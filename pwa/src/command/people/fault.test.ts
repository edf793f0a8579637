import { expect, test } from "vitest";
import { toFault } from "./fault";

/** A form of which only these can be found. */
function formWith(...there: string[]) {
  const done: string[] = [];
  const found = (what: string) => ({ focus: () => done.push(`focus ${what}`), scrollIntoView: () => done.push(`show ${what}`) });
  const querySelector = (what: string) => (there.includes(what) ? found(what) : null);
  return { form: { querySelector } as unknown as HTMLElement, done };
}

test("the first field with a fault has the cursor, and what is said about it is brought into sight", () => {
  const { form, done } = formWith("[data-fault] input", "[role=alert]");
  toFault(form);
  expect(done).toEqual(["focus [data-fault] input", "show [role=alert]"]);
});

test("a refusal that is about no field is brought into sight, and the cursor stays", () => {
  const { form, done } = formWith("[role=alert]");
  toFault(form);
  expect(done).toEqual(["show [role=alert]"]);
});
