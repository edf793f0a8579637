import { afterEach, expect, test, vi } from "vitest";
import { api, ApiError, retryAfter } from "./client";

afterEach(() => vi.unstubAllGlobals());

function answers(response: Response | Error): void {
  vi.stubGlobal("fetch", async () => {
    if (response instanceof Error) throw response;
    return response;
  });
}

async function failure(): Promise<ApiError> {
  return api("/x").then(
    () => Promise.reject(new Error("it worked")),
    (error: unknown) => error as ApiError,
  );
}

test("a problem is told in both languages, with its fields", async () => {
  const problem = {
    type: "about:blank",
    status: 422,
    code: "invalid",
    title: "Wrong",
    detail: "不对",
    detail_en: "Wrong",
    errors: [{ field: "a", reason: "b", detail: "丙", detail_en: "c" }],
  };
  answers(
    new Response(JSON.stringify(problem), { status: 422, headers: { "content-type": "application/problem+json" } }),
  );
  const error = await failure();
  expect([error.status, error.said("zh"), error.said("en"), error.errors]).toEqual([
    422,
    "不对",
    "Wrong",
    problem.errors,
  ]);
});

test("no network is status 0", async () => {
  answers(new TypeError("Failed to fetch"));
  expect((await failure()).status).toBe(0);
});

test("a page of a captive portal counts as no answer", async () => {
  answers(new Response("<html>请登录</html>", { status: 200 }));
  expect((await failure()).status).toBe(0);
});

test("an error that is not ours keeps its status", async () => {
  answers(new Response("Bad Gateway", { status: 502 }));
  expect([(await failure()).status, (await failure()).said("zh")]).toEqual([502, ""]);
});

test("Retry-After comes in seconds or as a date", () => {
  const now = Date.UTC(2026, 10, 23, 1, 0, 0);
  expect([
    retryAfter("5", now),
    retryAfter("Mon, 23 Nov 2026 01:00:30 GMT", now),
    retryAfter("soon", now),
    retryAfter(null, now),
  ]).toEqual([5, 30, null, null]);
});
