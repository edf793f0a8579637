/** A photo that follows wheel, drag and pinch. Where it lies is decided in `view.ts`. */

import { useEffect, useRef, useState } from "preact/hooks";
import { fitted, held, panned, zoomed, type Size, type View } from "./view";

type Props = { src: string; alt: string; view: View; onView(change: (view: View) => View): void; onError?(): void };

export function ZoomPhoto({ src, alt, view, onView, onError }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const [photo, setPhoto] = useState<Size>({ width: 0, height: 0 });
  const room = useSize(frame);
  const shown = held(view, photo, room);
  useGestures(frame, (change) => onView((old) => held(change(held(old, photo, room)), photo, room)));
  const { width, height } = fitted(photo, room, shown.turn);
  return (
    <div class="lightbox-frame zoom" ref={frame}>
      <img
        src={src}
        alt={alt}
        draggable={false}
        onError={onError}
        onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
          setPhoto({ width: naturalWidth, height: naturalHeight })
        }
        style={{
          width: `${width}px`,
          height: `${height}px`,
          transform: `translate(${shown.x}px, ${shown.y}px) rotate(${shown.turn * 90}deg) scale(${shown.scale})`,
        }}
      />
    </div>
  );
}

function useSize(element: { current: HTMLElement | null }): Size {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  useEffect(() => {
    const target = element.current;
    if (!target) return undefined;
    const observer = new ResizeObserver(() => setSize({ width: target.clientWidth, height: target.clientHeight }));
    observer.observe(target);
    return () => observer.disconnect();
  }, [element]);
  return size;
}

/** Wheel and two fingers zoom where they are; one finger or the mouse drags. */
function useGestures(element: { current: HTMLElement | null }, change: (how: (view: View) => View) => void): void {
  const latest = useRef(change);
  latest.current = change;
  useEffect(() => {
    const target = element.current;
    if (!target) return undefined;
    const stop = new AbortController();
    const { signal } = stop;
    const fingers = new Map<number, { x: number; y: number }>();
    // Not passive: the page behind must not scroll while a photo is zoomed.
    target.addEventListener("wheel", (event) => onWheel(event, target, latest.current), { passive: false, signal });
    target.addEventListener(
      "pointerdown",
      (event) => {
        target.setPointerCapture(event.pointerId);
        fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
      },
      { signal },
    );
    target.addEventListener("pointermove", (event) => onMove(event, fingers, target, latest.current), { signal });
    for (const name of ["pointerup", "pointercancel"] as const) {
      target.addEventListener(name, (event) => void fingers.delete(event.pointerId), { signal });
    }
    return () => stop.abort();
  }, [element]);
}

type Change = (how: (view: View) => View) => void;

function fromMiddle(target: HTMLElement, x: number, y: number): { x: number; y: number } {
  const box = target.getBoundingClientRect();
  return { x: x - box.left - box.width / 2, y: y - box.top - box.height / 2 };
}

function onWheel(event: WheelEvent, target: HTMLElement, change: Change): void {
  event.preventDefault();
  const at = fromMiddle(target, event.clientX, event.clientY);
  change((view) => zoomed(view, Math.exp(-event.deltaY / 400), at));
}

function onMove(event: PointerEvent, fingers: Map<number, { x: number; y: number }>, target: HTMLElement, change: Change) {
  const before = fingers.get(event.pointerId);
  if (!before) return;
  const after = { x: event.clientX, y: event.clientY };
  fingers.set(event.pointerId, after);
  const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
  if (!other) return change((view) => panned(view, after.x - before.x, after.y - before.y));
  const spread = (a: { x: number; y: number }) => Math.hypot(a.x - other.x, a.y - other.y);
  const at = fromMiddle(target, (after.x + other.x) / 2, (after.y + other.y) / 2);
  if (spread(before) > 0) change((view) => zoomed(view, spread(after) / spread(before), at));
}
