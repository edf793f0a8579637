/** Times on the screen: the age to read, the exact wall clock to point at. */

import { age, exactTime } from "../ui/format";

export function Ago({ at, now }: { at: string; now: number }) {
  const moment = Date.parse(at);
  return (
    <time dateTime={at} title={exactTime(moment)}>
      {age(moment, now)}
    </time>
  );
}

export function Exact({ at }: { at: string }) {
  return <time dateTime={at}>{exactTime(Date.parse(at))}</time>;
}
