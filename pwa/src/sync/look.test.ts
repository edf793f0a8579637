import { expect, test } from "vitest";
import { toAsk, type Phone } from "./look";

const phone: Phone = { reach: "online", signed_out: false, seen: true, notifies: false, works: true };
const NOW = 100_000;
/** When the server was asked for tasks last: just now. */
const asks = (part: Partial<Phone>, answered: number, looked = NOW) => toAsk({ ...phone, ...part }, answered, looked, NOW);

test("a phone in sight and within reach asks when nothing was answered for ten seconds", () => {
  expect(asks({}, NOW - 10_000)).toBe("standing");
  expect(asks({}, NOW - 5_000)).toBeNull();
  expect(asks({ seen: false }, 0)).toBeNull();
  expect(asks({ reach: "offline" }, 0)).toBeNull();
});

test("whoever is sent out with leads is told of a new one within half a minute, whatever else was answered", () => {
  expect(asks({}, NOW, NOW - 30_000)).toBe("given");
  expect(asks({}, NOW, NOW - 20_000)).toBeNull();
  expect(asks({ works: false }, NOW, 0)).toBeNull();
});

test("nothing is asked out of reach, signed out, or behind a page nobody sees, but for whoever wants to be told there", () => {
  const all = { reach: ["online", "offline", "unknown"], signed_out: [false, true], seen: [false, true], notifies: [false, true] } as const;
  for (const reach of all.reach)
    for (const signed_out of all.signed_out)
      for (const seen of all.seen)
        for (const notifies of all.notifies) {
          const may = reach === "online" && !signed_out && (seen || notifies);
          expect(asks({ reach, signed_out, seen, notifies }, 0, 0)).toBe(may ? "given" : null);
        }
  expect(asks({ seen: false, notifies: true }, 0), "only for tasks").toBeNull();
});
