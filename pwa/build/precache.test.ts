import { expect, test } from "vitest";
import type { Rolldown } from "vite";
import { precacheOf } from "./precache.ts";

type Names = string[];
type Part = { imports?: Names; dynamicImports?: Names; css?: Names; bytes?: number; of?: Names };

function bundle(parts: Record<string, Part>): Rolldown.OutputBundle {
  return Object.fromEntries(
    Object.entries(parts).map(([fileName, { imports = [], css = [], bytes = 10, ...part }]) => [
      fileName,
      fileName.endsWith(".js")
        ? {
            type: "chunk",
            fileName,
            code: "x".repeat(bytes),
            moduleIds: part.of ?? [],
            imports,
            dynamicImports: part.dynamicImports ?? [],
            viteMetadata: { importedCss: new Set(css), importedAssets: new Set() },
          }
        : { type: "asset", fileName, source: "x".repeat(bytes) },
    ]),
  ) as unknown as Rolldown.OutputBundle;
}

const PARTS: Record<string, Part> = {
  "index.html": {},
  "assets/phone.js": {
    of: ["/app/src/main.tsx"],
    imports: ["assets/base.js"],
    dynamicImports: ["assets/pin.js"],
    css: ["assets/phone.css"],
  },
  "assets/base.js": {},
  "assets/phone.css": {},
  "assets/pin.js": { imports: ["assets/gl.js"] },
  "assets/gl.js": { bytes: 300_000 },
  "assets/command.js": { of: ["/app/src/command/main.tsx"], imports: ["assets/base.js"], css: ["assets/command.css"] },
  "assets/command.css": {},
};

test("a phone keeps all it can reach, the heavy map later, and nothing of the command room", () => {
  const { core, later } = precacheOf(bundle(PARTS), new Map([["/manifest.webmanifest", "1"]]));
  expect(core).toEqual([
    "/",
    "/manifest.webmanifest",
    "/assets/base.js",
    "/assets/phone.css",
    "/assets/phone.js",
    "/assets/pin.js",
  ]);
  expect(later).toEqual(["/assets/gl.js"]);
});

test("the version changes with any byte and with nothing else", () => {
  const version = (parts: Record<string, Part>, digest = "1") =>
    precacheOf(bundle(parts), new Map([["/icon.svg", digest]])).version;
  expect(version(PARTS)).toBe(version(PARTS));
  expect(version({ ...PARTS, "index.html": { bytes: 11 } })).not.toBe(version(PARTS));
  expect(version(PARTS, "2")).not.toBe(version(PARTS));
});

test("a phone that would have to keep something of the command room is not built", () => {
  const shared = { ...PARTS, "assets/base.js": { of: ["/app/src/ui/icon.tsx", "/app/src/command/room.tsx"] } };
  expect(() => precacheOf(bundle(shared), new Map())).toThrow("assets/base.js");
});
