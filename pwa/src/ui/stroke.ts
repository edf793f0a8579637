/** A stroke of one pointer over a picture, in shares of its sides: both who marks a photo and who covers parts of one draw so. */

/** Left and top, of 1. */
export type Share = [x: number, y: number];

type On = { begin(at: Share): unknown; move(at: Share): unknown; end(at: Share): unknown; cancel(): void };

/** A second finger draws nothing; the pointer keeps drawing where it leaves the picture, along its edge. */
export function strokes(frame: { current: HTMLElement | null }, on: On) {
  const place = (event: PointerEvent, does: (at: Share) => unknown) => {
    if (event.isPrimary && frame.current) does(shareOf(event, frame.current.getBoundingClientRect()));
  };
  return {
    onPointerDown: (event: PointerEvent) => {
      if (event.isPrimary) frame.current?.setPointerCapture(event.pointerId);
      place(event, on.begin);
    },
    onPointerMove: (event: PointerEvent) => place(event, on.move),
    onPointerUp: (event: PointerEvent) => place(event, on.end),
    onPointerCancel: on.cancel,
  };
}

type Point = Pick<PointerEvent, "clientX" | "clientY">;
type Box = Pick<DOMRect, "left" | "top" | "width" | "height">;

export function shareOf({ clientX, clientY }: Point, { left, top, width, height }: Box): Share {
  return within([(clientX - left) / width, (clientY - top) / height]);
}

/** A place within the picture. */
export function within([x, y]: readonly [number, number]): Share {
  const held = (n: number) => Math.min(1, Math.max(0, n));
  return [held(x), held(y)];
}
