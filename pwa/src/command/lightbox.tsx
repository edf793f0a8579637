/** Photos, large: zoom, pan, turn, step through, two side by side, and everything that is known about their bytes. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { EvidencePurpose, Media } from "../api/types";
import { t } from "../i18n";
import type { LonLat } from "../map/geometry";
import { LightboxTools } from "./lightbox_tools";
import { MediaFacts } from "./media_facts";
import { Picture } from "./picture";
import { Redact } from "./redact/redact";
import { panned, turned, WHOLE, zoomed, type View } from "../ui/view";

type Props = {
  media: readonly Media[];
  start: number;
  place: LonLat;
  purpose: EvidencePurpose;
  reviews: boolean;
  onClose(): void;
};
type Side = 0 | 1;

const STEP = 1.4;
const PAN_PX = 60;

export function Lightbox({ media, start, place, purpose, reviews, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [at, setAt] = useState<[number, number | null]>([start, null]);
  const [views, setViews] = useState<[View, View]>([WHOLE, WHOLE]);
  const [active, setActive] = useState<Side>(0);
  const [linked, setLinked] = useState(true);
  const [redacting, setRedacting] = useState(false);
  useEffect(() => dialog.current?.showModal(), []);
  const item = media[at[0]] ?? media[0];
  const other = at[1] === null ? undefined : media[at[1]];
  if (!item) return null;
  const change = (side: Side, how: (view: View) => View) =>
    setViews(([a, b]) => [
      side === 0 || (linked && other) ? how(a) : a,
      side === 1 || (linked && other) ? how(b) : b,
    ]);
  const wrapped = (n: number) => (n + media.length) % media.length;
  const step = (by: number) => {
    setAt(([a, b]) => (active === 1 && b !== null ? [a, wrapped(b + by)] : [wrapped(a + by), b]));
    setViews([WHOLE, WHOLE]);
  };
  const compare = () => {
    setAt(([a, b]) => [a, b === null && media.length > 1 ? wrapped(a + 1) : null]);
    setViews([WHOLE, WHOLE]);
    setActive(0);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // The film's own controls and the choices want the arrows for themselves.
    if (event.target instanceof HTMLVideoElement || event.target instanceof HTMLSelectElement) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = viewForKey(views[active], event);
    if (next) change(active, next);
    else if (event.key === "ArrowLeft" || event.key === "[") step(-1);
    else if (event.key === "ArrowRight" || event.key === "]") step(1);
    else if (event.key === "c") compare();
    else return;
    event.preventDefault();
  };
  const shown = active === 1 && other ? other : item;
  const redactable = reviews && shown.role === "original" && shown.preview === "ready";
  const frame = (one: Media, side: Side) => (
    <div
      class={other && side === active ? "lightbox-half active" : "lightbox-half"}
      onPointerDown={() => setActive(side)}
      onFocusIn={() => setActive(side)}
    >
      {other && (
        <ChooseOther
          media={media}
          at={side === 0 ? at[0] : (at[1] ?? 0)}
          onAt={(n) => setAt(([a, b]) => (side === 0 ? [n, b] : [a, n]))}
        />
      )}
      <Picture key={one.id} item={one} purpose={purpose} view={views[side]} onView={(how) => change(side, how)} />
    </div>
  );
  return (
    <dialog
      ref={dialog}
      class="lightbox"
      aria-label={t("box.label", { name: item.filename })}
      onClose={onClose}
      onKeyDown={onKeyDown}
    >
      <LightboxTools
        item={shown}
        purpose={purpose}
        many={media.length > 1}
        comparing={other !== undefined}
        linked={linked}
        onView={(how) => change(active, how)}
        onStep={step}
        onCompare={compare}
        onLinked={setLinked}
        onRedact={redactable ? () => setRedacting(true) : undefined}
        onClose={() => dialog.current?.close()}
      />
      <div class="lightbox-body">
        <div class={other ? "lightbox-pair two" : "lightbox-pair"}>
          {frame(item, 0)}
          {other && frame(other, 1)}
        </div>
        <MediaFacts
          key={shown.id}
          item={shown}
          place={place}
          reviews={reviews}
          position={t("box.position", { n: media.indexOf(shown) + 1, total: media.length })}
        />
      </div>
      {redacting && <Redact item={shown} purpose={purpose} onClose={() => setRedacting(false)} />}
    </dialog>
  );
}

function ChooseOther({ media, at, onAt }: { media: readonly Media[]; at: number; onAt(n: number): void }) {
  return (
    <select
      class="lightbox-choice"
      aria-label={t("box.compare_with")}
      value={at}
      onChange={({ currentTarget }) => onAt(Number(currentTarget.value))}
    >
      {media.map(({ id, filename }, n) => (
        <option key={id} value={n}>
          {n + 1} · {filename}
        </option>
      ))}
    </select>
  );
}

/** Arrows move a photo that is larger than its frame; otherwise they lead to its neighbours. */
function viewForKey(view: View, { key, shiftKey }: KeyboardEvent): ((view: View) => View) | undefined {
  if (key === "+" || key === "=") return (old) => zoomed(old, STEP);
  if (key === "-") return (old) => zoomed(old, 1 / STEP);
  if (key === "0") return () => WHOLE;
  if (key === "r" || key === "R") return (old) => turned(old, shiftKey ? -1 : 1);
  if (view.scale === 1) return undefined;
  const by: Record<string, [number, number]> = {
    ArrowLeft: [PAN_PX, 0],
    ArrowRight: [-PAN_PX, 0],
    ArrowUp: [0, PAN_PX],
    ArrowDown: [0, -PAN_PX],
  };
  const pan = by[key];
  return pan && ((old) => panned(old, ...pan));
}
