import { defineConfig } from "vitest/config";
import { ahead } from "./build/ahead.ts";
import { kernels } from "./build/kernels.ts";
import { licences } from "./build/licences.ts";
import { together } from "./build/pieces.ts";
import { packed } from "./build/packed.ts";
import { serviceWorker } from "./build/service_worker.ts";
import { verifier } from "./build/verifier.ts";

export default defineConfig({
  // Kernels in the field: HarmonyOS ArkWeb is Chromium 99 at its oldest.
  build: {
    target: ["chrome99", "safari15.4"],
    manifest: true,
    // An inlined asset would be a data: URL, which the content security policy refuses for scripts and styles.
    assetsInlineLimit: 0,
    // The only use of this polyfill is in kernels older than the target.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: ["index.html", "command/index.html"],
      output: { codeSplitting: { groups: together(import.meta.dirname) } },
    },
  },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  worker: { format: "es" },
  plugins: [ahead(), kernels(), licences(), serviceWorker("src/sw.ts"), verifier("src/verify"), packed()],
  server: { proxy: { "/api": { target: process.env.API ?? "http://localhost:8000", ws: true } } },
  test: {
    environment: "node",
    // Read as it stands by the test of contrasts; every other style sheet is nothing to a test.
    css: { include: /tokens\.css/ },
    include: ["src/**/*.test.ts", "build/**/*.test.ts"],
    setupFiles: ["src/testing/setup.ts"],
    // A zone far from ours, so that a date made by the machine's clock shows itself.
    env: { TZ: "America/Phoenix" },
  },
});
