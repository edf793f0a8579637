// node agree.mjs FOLDER: what the browser's verifier says of a corpus (corpus.py), held against what is written there.

import { readFileSync } from "node:fs";
import { verify } from "../../../pwa/src/verify/checking.ts";
import { policyOf } from "../../../pwa/src/verify/policy.ts";

const folder = process.argv[2];
const cases = JSON.parse(readFileSync(`${folder}/cases.json`, "utf8"));
// Of a ZIP that is refused as a whole, where it breaks is told in other words.
const told = (results) => (results.length === 1 ? results.map(([, code]) => code) : results.map((pair) => pair.join(" ")).sort());
let wrong = 0;
for (const [n, { kind, policy, results }] of cases.entries()) {
  let ours;
  try {
    const found = await verify(new Blob([readFileSync(`${folder}/${n}.zip`)]), await policyOf(policy));
    ours = told(found.map(({ item, code }) => [item, code]));
  } catch (error) {
    ours = [String(error.stack)];
  }
  const theirs = told(results);
  if (JSON.stringify(ours) === JSON.stringify(theirs)) continue;
  wrong++;
  const only = (some, others) => some.filter((each) => !others.includes(each));
  console.log(`${n} ${kind}: browser ${JSON.stringify(only(ours, theirs))}, python ${JSON.stringify(only(theirs, ours))}`);
}
console.log(`${cases.length} packages, ${wrong} judged otherwise`);
process.exit(wrong ? 1 : 0);
