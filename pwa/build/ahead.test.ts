import { expect, test } from "vitest";
import type { Rolldown } from "vite";
import { tagsOf } from "./ahead.ts";

const chunk = (fileName: string, more: object) => ({ type: "chunk", fileName, name: "", imports: [], moduleIds: [], ...more });

test("the phone's page asks for its first screen at once, with the styles it would wait for", () => {
  const bundle = {
    page: chunk("page.js", { moduleIds: ["/app/src/main.tsx"], imports: ["base.js"] }),
    desk: chunk("desk.js", { moduleIds: ["/app/src/command/main.tsx"] }),
    home: chunk("home.js", {
      name: "home",
      imports: ["base.js", "icons.js"],
      viteMetadata: { importedCss: new Set(["home.css"]), importedAssets: new Set() },
    }),
  } as unknown as Rolldown.OutputBundle;
  expect(tagsOf(bundle).map(({ attrs }) => [attrs?.["rel"], attrs?.["href"]])).toEqual([
    ["modulepreload", "/home.js"],
    ["modulepreload", "/icons.js"],
    ["stylesheet", "/home.css"],
  ]);
});
