/** Whom the person who checks believes (see `policy.py`). */

import { unbase64 } from "./bytes.ts";
import { COSIGNATURE, ED25519, keyOf, type Key } from "./notes.ts";
import { publicKey } from "./p256.ts";
import { Bad } from "./verdicts.ts";

/** `stamps`: an authority's time is asked for, which cannot be checked in a browser. */
export type Policy = { logs: Key[]; witnesses: Key[]; quorum: number; receipts: CryptoKey[]; stamps: boolean };

/** Raises `Bad`: says which line is wrong. */
export async function policyOf(text: string): Promise<Policy> {
  const made: Policy = { logs: [], witnesses: [], quorum: -1, receipts: [], stamps: false };
  for (const [n, line] of text.split(/\r\n|\n|\r/).entries()) {
    const [word = "", ...more] = line.replace(/#.*/, "").trim().split(" ");
    const rest = more.join(" ");
    if (word === "log") made.logs.push(ofKind(rest, ED25519!, n));
    else if (word === "witness") made.witnesses.push(ofKind(rest, COSIGNATURE!, n));
    else if (word === "receipts") made.receipts.push(await publicKey(unbase64(rest)));
    else if (word === "quorum" && /^[0-9]+$/.test(rest)) made.quorum = Number(rest);
    else if (word === "tsa" && rest) made.stamps = true;
    else if (word) throw new Bad(`line ${n + 1}: log, witness, quorum, receipts or tsa is wanted`);
  }
  if (made.logs.length === 0) throw new Bad("no log is trusted");
  if (made.quorum < 0) made.quorum = made.witnesses.length > 0 ? 1 : 0;
  if (made.quorum > made.witnesses.length) throw new Bad("the quorum is larger than the number of witnesses");
  return made;
}

function ofKind(vkey: string, kind: number, n: number): Key {
  const key = keyOf(vkey);
  if (key.kind !== kind) throw new Bad(`line ${n + 1}: not the key of a ${kind === ED25519 ? "log" : "witness"}`);
  return key;
}
