/** Times on the screen: the age to read, the exact wall clock to point at. */

import { exactTime } from "./age";
import { ageText } from "./words";

export function Ago({ at, now }: { at: string; now: number }) {
  return (
    <time dateTime={at} title={exactTime(at)}>
      {ageText(at, now)}
    </time>
  );
}

export function Exact({ at }: { at: string }) {
  return <time dateTime={at}>{exactTime(at)}</time>;
}
