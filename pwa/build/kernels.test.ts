import { expect, test } from "vitest";
import { tooNew } from "./kernels.ts";

test.each([
  ["a.findLast(b)", "Array findLast"],
  ["x.toSorted()", "Array toSorted, toReversed, toSpliced"],
  ["let{promise}=Promise.withResolvers()", "Promise.withResolvers, Promise.try"],
  ["AbortSignal.timeout(5)", "AbortSignal.timeout, AbortSignal.any"],
  ["d.showPopover()", "the popover"],
])("%s is too new", (code, name) => expect(tooNew(code)).toEqual([name]));

test.each([
  "a.at(-1)",
  "structuredClone(a)",
  "navigator.locks.request(n,f)",
  "new BroadcastChannel(n)",
  "Object.hasOwn(a,b)",
  "d.showModal()",
  "f=typeof Uint8Array.fromBase64==`function`?e=>Uint8Array.fromBase64(e):g",
  "new URL(e.url).pathname.split(`/`).findLast(Boolean)",
])("%s is old enough", (code) => expect(tooNew(code)).toEqual([]));
