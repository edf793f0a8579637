import { expect, test } from "vitest";
import { inSight, retold, type Shown, shown, shownFor, stacked, toast, untoast } from "./toasts";

const told = (...all: Shown[]) => all.reduce<readonly Shown[]>(stacked, []);
const texts = (all: readonly Shown[]) => all.map(({ text }) => text).join("");
const plain = (text: string): Shown => ({ text });
const error = (text: string): Shown => ({ text, tone: "danger" });

test.each([
  [[plain("a"), plain("b"), plain("c"), plain("d")], "bcd"],
  [[plain("a"), plain("b"), plain("a")], "ba"],
  [[error("x"), plain("a"), plain("b"), plain("c")], "xbc"],
  [[error("x"), error("y"), error("z"), plain("a")], "yza"],
])("at most three are in sight, the newest last, none twice: %#", (all, seen) => {
  expect(texts(inSight(told(...all)))).toBe(seen);
});

test("an error that had to make room comes back when another one is closed", () => {
  const all = told(error("w"), error("x"), error("y"), error("z"));
  expect([texts(inSight(all)), texts(inSight(all.filter(({ text }) => text !== "z")))]).toEqual(["xyz", "wxy"]);
});

test("an error stays until it is closed, what has a button longer than what has none", () => {
  expect(shownFor(error("x"))).toBeNull();
  expect(shownFor({ text: "a", undo: () => undefined }) ?? 0).toBeGreaterThan(shownFor(plain("a")) ?? 0);
});

test("when the language changes, what can be told anew is, errors stay and the rest goes", () => {
  let word = "撤销";
  toast(() => word, { undo: () => undefined });
  toast("已保存");
  toast("没有成功", { tone: "danger" });
  word = "Undo";
  shown.set(retold(shown.get()));
  expect(shown.get().map(({ text }) => text)).toEqual(["Undo", "没有成功"]);
  expect(shown.get()[0]?.undo).toBeDefined();
  shown.set([]);
});

test("what was taken back another way goes, whatever language it is told in by now", () => {
  let word = "已派遣";
  const tell = () => word;
  toast(tell);
  word = "Given";
  shown.set(retold(shown.get()));
  untoast(tell);
  expect(shown.get()).toEqual([]);
});
