/** What the server is asked to reckon, one thing after the other, and that nothing is drawn meanwhile. */

import { useRef, useState } from "preact/hooks";
import { sentence } from "../../requests";

/** `over`: nothing more can be drawn. */
export function useWork(over: boolean) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  /** `busy` as it is now, not as it was when the screen was drawn last. */
  const working = useRef(false);
  const run = async (work: () => Promise<void>) => {
    working.current = true;
    setBusy(true);
    setFailure(null);
    try {
      await work();
    } catch (error) {
      setFailure(sentence(error));
    } finally {
      working.current = false;
      setBusy(false);
    }
  };
  /** An act that does nothing while the server reckons, whose answer would be put over it, nor once all is over. */
  const free =
    <A extends unknown[]>(act: (...given: A) => unknown) =>
    (...given: A): void => {
      if (!working.current && !over) void act(...given);
    };
  return { busy, failure, setFailure, run, free };
}
