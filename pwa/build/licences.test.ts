import { expect, test } from "vitest";
import { folderOf } from "./licences.ts";

test.each([
  ["/app/node_modules/preact/dist/preact.mjs", ["/app/node_modules/preact"]],
  ["/app/node_modules/@noble/hashes/sha2.js?v=1", ["/app/node_modules/@noble/hashes"]],
  ["/app/node_modules/a/node_modules/b/index.js", ["/app/node_modules/a/node_modules/b"]],
  ["\0/app/node_modules/idb/build/index.js?commonjs-es-import", ["/app/node_modules/idb"]],
  ["/app/src/main.tsx", []],
  ["\0rolldown/runtime.js", []],
])("the package of %j", (module, folder) => expect(folderOf(module)).toEqual(folder));
