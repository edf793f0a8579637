/** One run of Lighthouse against a Chromium that is already there: `node run.mjs port address`. Answers with JSON. */

import lighthouse, { defaultConfig } from "lighthouse";

const [port, address] = process.argv.slice(2);
const CATEGORIES = ["performance", "accessibility", "best-practices"];
const FIGURES = {
  fcp_ms: "first-contentful-paint",
  lcp_ms: "largest-contentful-paint",
  tti_ms: "interactive",
  tbt_ms: "total-blocking-time",
  speed_ms: "speed-index",
  shift: "cumulative-layout-shift",
};

// The telephone and the slow line of the default configuration: its "mobile".
const flags = { port: Number(port), output: "json", logLevel: "error", onlyCategories: CATEGORIES };
const { lhr } = await lighthouse(address, flags, defaultConfig);
if (lhr.runtimeError) throw new Error(`${lhr.runtimeError.code}: ${lhr.runtimeError.message}`);

/** Every check of a category that is not passed in full, with the first things it names. */
function missed(category) {
  return lhr.categories[category].auditRefs
    .filter(({ weight }) => weight > 0)
    .map(({ id }) => lhr.audits[id])
    .filter(({ score }) => score !== null && score < 1)
    .map(({ id, score, displayValue, details }) => ({
      id,
      score,
      value: displayValue ?? "",
      named: (details?.items ?? []).slice(0, 4).map((item) => item.node?.snippet ?? item.description ?? item.url ?? ""),
    }));
}

const figures = Object.fromEntries(Object.entries(FIGURES).map(([name, id]) => [name, lhr.audits[id].numericValue]));
const scores = Object.fromEntries(CATEGORIES.map((id) => [id, Math.round(lhr.categories[id].score * 100)]));
const requests = (lhr.audits["network-requests"]?.details?.items ?? []).map(({ url, transferSize }) => ({
  path: new URL(url).pathname,
  bytes: transferSize,
}));
const missing = CATEGORIES.flatMap(missed);
const { lighthouseVersion: lighthouse_version, environment } = lhr;
process.stdout.write(
  JSON.stringify({ scores, figures, missing, requests, lighthouse: lighthouse_version, browser: environment.hostUserAgent }),
);
