/** Light and zoom of an open camera: only what its hardware really can. */

export type Range = { min: number; max: number; step: number; now: number };
type Able = { torch?: boolean; zoom?: { min: number; max: number; step?: number } };
type Set = MediaTrackConstraintSet & { torch?: boolean; zoom?: number };

function able(stream: MediaStream): Able {
  return (stream.getVideoTracks()[0]?.getCapabilities?.() ?? {}) as Able;
}

async function apply(stream: MediaStream, set: Set): Promise<void> {
  await stream.getVideoTracks()[0]?.applyConstraints({ advanced: [set] });
}

export function hasTorch(stream: MediaStream): boolean {
  return able(stream).torch === true;
}

export function setTorch(stream: MediaStream, on: boolean): Promise<void> {
  return apply(stream, { torch: on });
}

/** Null where the camera has no zoom: cutting the picture's edges off is none, and not offered as one. */
export function zoomOf(stream: MediaStream): Range | null {
  const zoom = able(stream).zoom;
  if (!zoom || !(zoom.max > zoom.min)) return null;
  const settings = stream.getVideoTracks()[0]?.getSettings() as { zoom?: number } | undefined;
  return { min: zoom.min, max: zoom.max, step: zoom.step || 0.1, now: settings?.zoom ?? zoom.min };
}

export function setZoom(stream: MediaStream, zoom: number): Promise<void> {
  return apply(stream, { zoom });
}

/** The zoom when two fingers have moved apart by `ratio`. */
export function pinched(range: Range, from: number, ratio: number): number {
  return Math.min(range.max, Math.max(range.min, from * ratio));
}
