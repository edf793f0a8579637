import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import config from "../vite.config.ts";

const PWA = join(import.meta.dirname, "..");

function files(folder: string): string[] {
  return readdirSync(join(PWA, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

test("only the phone's and the desk's pages are built, not the one of components", () => {
  expect(config.build?.rolldownOptions?.input).toEqual(["index.html", "command/index.html"]);
});

test("nothing that is built fetches the page of components", () => {
  const others = files("src").filter((path) => /\.tsx?$/.test(path) && !path.includes("/showcase/"));
  expect(others.length).toBeGreaterThan(100);
  expect(others.filter((path) => /["'][^"']*\/showcase\//.test(readFileSync(path, "utf8")))).toEqual([]);
});

test("nothing of the page of components is copied as it is, so that the service worker would keep it", () => {
  const copied = files("public").filter((path) => path.includes("showcase") || path.startsWith(join(PWA, "public", "ui")));
  expect(copied).toEqual([]);
});
