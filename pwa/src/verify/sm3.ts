/** SM3 (GB/T 32905), the hash of the national standards: its compression, on the frame that all such hashes share. */

import { HashMD } from "@noble/hashes/_md.js";

const IV = [0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e] as const;
const rotl = (word: number, by: number) => (word << by) | (word >>> ((32 - by) & 31));
const spread = (word: number) => word ^ rotl(word, 15) ^ rotl(word, 23);
const ROUND = Int32Array.from({ length: 64 }, (_, n) => rotl(n < 16 ? 0x79cc4519 : 0x7a879d8a, n % 32));
const W = new Int32Array(68);

export class SM3 extends HashMD<SM3> {
  private state = Int32Array.from(IV);

  constructor() {
    super(64, 32, 8, false);
  }

  protected process(view: DataView, offset: number): void {
    for (let n = 0; n < 16; n++) W[n] = view.getInt32(offset + 4 * n);
    for (let n = 16; n < 68; n++) {
      W[n] = spread(W[n - 16]! ^ W[n - 9]! ^ rotl(W[n - 3]!, 15)) ^ rotl(W[n - 13]!, 7) ^ W[n - 6]!;
    }
    let [a, b, c, d, e, f, g, h] = this.state as unknown as [number, number, number, number, number, number, number, number];
    for (let n = 0; n < 64; n++) {
      const one = rotl((rotl(a, 12) + e + ROUND[n]!) | 0, 7);
      const two = one ^ rotl(a, 12);
      const mixed = n < 16 ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
      const chosen = n < 16 ? e ^ f ^ g : (e & f) | (~e & g);
      const left = (mixed + d + two + (W[n]! ^ W[n + 4]!)) | 0;
      const right = (chosen + h + one + W[n]!) | 0;
      // One by one: an array for each turn takes twice as long.
      d = c;
      c = rotl(b, 9);
      b = a;
      a = left;
      h = g;
      g = rotl(f, 19);
      f = e;
      e = right ^ rotl(right, 9) ^ rotl(right, 17);
    }
    for (const [n, word] of [a, b, c, d, e, f, g, h].entries()) this.state[n]! ^= word;
  }

  protected get(): number[] {
    return [...this.state];
  }

  protected set(...words: number[]): void {
    this.state.set(words);
  }

  protected roundClean(): void {
    W.fill(0);
  }

  _cloneInto(to: SM3 = new SM3()): SM3 {
    to.set(...this.get());
    return this._cloneIntoMeta(to);
  }

  destroy(): void {
    this.destroyed = true;
    this.state.fill(0);
  }
}
