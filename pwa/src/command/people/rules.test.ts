import { expect, test } from "vitest";
import { readBack } from "../../testing/qr";
import { parse } from "../../ui/route";
import { QR_OPTIONS } from "./qr";
import type { Person } from "../../api/types";
import { signInAddress, temporaryPassword, toggled, townOf } from "./rules";

test("an administrator's role is held alone", () => {
  expect(toggled(["officer", "command_room"], "auditor")).toEqual(["auditor"]);
  expect(toggled(["auditor"], "officer")).toEqual(["officer"]);
  expect(toggled(["officer"], "squad_leader")).toEqual(["officer", "squad_leader"]);
  expect(toggled(["officer", "squad_leader"], "officer")).toEqual(["squad_leader"]);
});

test("a temporary password is long enough, easy to read out, and never made from a byte that would favour a letter", () => {
  let turn = 0;
  const password = temporaryPassword((count) => Uint8Array.from({ length: count }, () => (turn++ % 2 ? turn : 255)));
  expect(password).toMatch(/^[abcdefghjkmnpqrstuvwxyz2-9]{4}(-[abcdefghjkmnpqrstuvwxyz2-9]{4}){2}$/);
});

test("the code on the slip reads back as the phone's address with the name, and opens the screen with it", () => {
  const address = signInAddress("https://fengxun.example.gov.cn:8443", "队员01 & co/#?");
  const read = readBack(address, QR_OPTIONS);
  expect(read).toBe(address);
  const { screen, query } = parse(new URL(read!).hash);
  expect([screen, query.get("name")]).toEqual(["sign-in", "队员01 & co/#?"]);
});

test("somebody new gets the town that all of the squad's people are of, or the only one there is, and never a guess", () => {
  const towns = [{ code: "a" }, { code: "b" }];
  const people = [
    { squad: "一中队", town_codes: ["a"] },
    { squad: "一中队", town_codes: ["a"] },
    { squad: "二中队", town_codes: ["a"] },
    { squad: "二中队", town_codes: ["b"] },
    { squad: null, town_codes: ["b"] },
  ] as unknown as Person[];
  expect(townOf("一中队", people, towns)).toEqual(["a"]);
  expect(townOf("二中队", people, towns)).toEqual([]);
  expect(townOf("", people, towns)).toEqual([]);
  expect(townOf("", people, [{ code: "b" }])).toEqual(["b"]);
});
