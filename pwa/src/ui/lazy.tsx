/** A piece of the app that is fetched when it is first wanted, or when there is time. */

import type { ComponentChild, ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { observable } from "./observable";
import { Loading, Offline } from "./states";
import "./lazy.css";

/** Pieces that may be fetched before somebody wants them. Fetching one can make more known. */
const pieces: (() => Promise<unknown>)[] = [];

/** `fetch` has it here before it is shown: then it is drawn with whatever shows it, not a turn later. */
export type Lazy<P> = ((props: P) => ComponentChild) & { fetch(): Promise<void> };

/**
 * The component that `load` brings, shown once its `words` are known too. `failed` is shown when it cannot be had, for
 * instance without a network. `heavy` ones are not fetched ahead: running them costs an old phone a second.
 */
export function lazy<P extends object>(
  load: () => Promise<ComponentType<P>>,
  failed?: (props: P) => ComponentChild,
  words: () => Promise<unknown> = async () => undefined,
  heavy = false,
): Lazy<P> {
  let Loaded: ComponentType<P> | null = null;
  const fetch = async () => {
    const [component] = await Promise.all([load(), words()]);
    Loaded = component;
  };
  if (!heavy) pieces.push(fetch);
  function Later(props: P) {
    const [state, setState] = useState<"waiting" | "here" | "lost">("waiting");
    useEffect(() => {
      if (Loaded || state !== "waiting") return;
      fetch().then(
        () => setState("here"),
        () => setState("lost"),
      );
    }, [state]);
    if (Loaded) return <Loaded {...props} />;
    if (state === "lost") return failed?.(props) ?? <Offline again={() => setState("waiting")} />;
    return (
      <div class="lazy-wait">
        <Loading />
      </div>
    );
  }
  return Object.assign(Later, { fetch });
}

/** Whether every piece that is not heavy is here: from then on the page needs no network for any of them. */
export const allHere = observable(false);

/** Fetch every piece that is not heavy, one after the other, so that whatever somebody does meanwhile goes first. */
export async function fetchPieces(): Promise<void> {
  let lost = 0;
  // By number: a piece that has come may have brought pieces of its own.
  for (let i = 0; i < pieces.length; i++) {
    await idle();
    await pieces[i]!().catch(() => lost++);
  }
  allHere.set(lost === 0);
}

let calm = false;

/** Whether the page has once had nothing better to do: what nobody sees or presses first is drawn from then on. */
export function useCalm(): boolean {
  const [, draw] = useState(calm);
  useEffect(() => {
    if (calm) return undefined;
    return whenIdle(() => {
      calm = true;
      draw(true);
    });
  }, []);
  return calm;
}

/** Comes when the page has nothing better to do. */
export function idle(): Promise<void> {
  return new Promise((go) => void whenIdle(go));
}

const START_MS = 4_000;
let over: Promise<void> | null = null;

/**
 * Comes when the page's start is over and it has nothing better to do: on an old phone whatever runs beside the start
 * takes time from it. To each who waits in a turn of their own.
 */
export async function startIsOver(): Promise<void> {
  over ??= idle().then(() => new Promise((go) => setTimeout(go, START_MS)));
  await over;
  await idle();
}

/** Calls `job` then; returns how to call it off. */
export function afterStart(job: () => void): () => void {
  let wanted = true;
  void startIsOver().then(() => wanted && job());
  return () => void (wanted = false);
}

/** Calls `job` when the page has nothing better to do; returns how to call it off. */
export function whenIdle(job: () => void): () => void {
  // Safari has no such call.
  if (typeof requestIdleCallback === "undefined") {
    const timer = setTimeout(job, 1_500);
    return () => clearTimeout(timer);
  }
  const asked = requestIdleCallback(job, { timeout: 5_000 });
  return () => cancelIdleCallback(asked);
}
