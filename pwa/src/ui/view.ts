/** How a photo lies in the lightbox: pure arithmetic of zoom, pan and quarter turns. */

export type Size = { width: number; height: number };
/** `x`, `y`: pixels the photo's middle is away from the middle of the frame; `turn`: quarter turns clockwise. */
export type View = { scale: number; x: number; y: number; turn: 0 | 1 | 2 | 3 };

export const WHOLE: View = { scale: 1, x: 0, y: 0, turn: 0 };
export const CLOSEST = 8;

/** Zoom by a factor while the point (measured from the frame's middle) stays where it is. */
export function zoomed(view: View, factor: number, at: { x: number; y: number } = { x: 0, y: 0 }): View {
  const scale = Math.min(CLOSEST, Math.max(1, view.scale * factor));
  if (scale === 1) return { ...view, scale, x: 0, y: 0 };
  const by = scale / view.scale;
  return { ...view, scale, x: at.x - (at.x - view.x) * by, y: at.y - (at.y - view.y) * by };
}

export function panned(view: View, dx: number, dy: number): View {
  return { ...view, x: view.x + dx, y: view.y + dy };
}

/** A quarter turn clockwise or back, whole again: what was zoomed at is elsewhere now. */
export function turned(view: View, quarters: 1 | -1): View {
  return { ...WHOLE, turn: ((view.turn + quarters + 4) % 4) as View["turn"] };
}

/** The size at which the photo, turned, just fits the frame; never larger than its own pixels. */
export function fitted(photo: Size, frame: Size, turn: View["turn"]): Size {
  if (photo.width <= 0 || photo.height <= 0) return { width: 0, height: 0 };
  const across = turn % 2 === 0 ? photo : { width: photo.height, height: photo.width };
  const share = Math.min(1, frame.width / across.width, frame.height / across.height);
  return { width: photo.width * share, height: photo.height * share };
}

/** The same view with the photo pulled back so that it cannot be lost outside the frame. */
export function held(view: View, photo: Size, frame: Size): View {
  const size = fitted(photo, frame, view.turn);
  const [width, height] = view.turn % 2 === 0 ? [size.width, size.height] : [size.height, size.width];
  const slack = (long: number, room: number) => Math.max(0, (long * view.scale - room) / 2);
  const clamp = (value: number, most: number) => Math.min(most, Math.max(-most, value));
  return { ...view, x: clamp(view.x, slack(width, frame.width)), y: clamp(view.y, slack(height, frame.height)) };
}
