import { expect, test } from "vitest";
import { readBack } from "../../testing/qr";
import { parse } from "../../ui/route";
import { QR_OPTIONS } from "./qr";
import { signInAddress, temporaryPassword, toggled } from "./rules";

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
