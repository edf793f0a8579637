/** The phone's camera inside the page: no other app gets the memory, and nothing is picked from a gallery. */

import { jpegOf } from "./thumbnail";

export type CameraProblem = { kind: "denied" | "none" | "failed"; reason: string };

const JPEG_QUALITY = 0.92;
const PHOTO_TIMEOUT_MS = 4_000;

export function hasCamera(): boolean {
  return typeof navigator.mediaDevices?.getUserMedia === "function";
}

/** The rear camera, as large as it goes. Raises `DOMException`; see `problemOf`. */
export function openCamera(): Promise<MediaStream> {
  const video = { facingMode: { ideal: "environment" }, width: { ideal: 4096 }, height: { ideal: 3072 } };
  return navigator.mediaDevices.getUserMedia({ video, audio: false });
}

export function closeCamera(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

export function problemOf(error: unknown): CameraProblem {
  const name = error instanceof DOMException ? error.name : "";
  const kind = name === "NotAllowedError" ? "denied" : name === "NotFoundError" ? "none" : "failed";
  return { kind, reason: name || String(error) };
}

type Photographer = { takePhoto(): Promise<Blob> };
declare const ImageCapture: { new (track: MediaStreamTrack): Photographer } | undefined;

/** A JPEG: of the sensor where the browser can, else of what the screen shows. */
export async function takePhoto(stream: MediaStream, video: HTMLVideoElement): Promise<Blob> {
  const photo = await fromSensor(stream).catch(() => null);
  if (photo && photo.size > 0) return photo;
  const canvas = document.createElement("canvas");
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext("2d")?.drawImage(video, 0, 0);
  const drawn = await jpegOf(canvas, JPEG_QUALITY);
  if (!drawn) throw new Error("the browser made no picture");
  return drawn;
}

/** Null where the browser has no ImageCapture, or makes something else than a JPEG. */
async function fromSensor(stream: MediaStream): Promise<Blob | null> {
  const track = stream.getVideoTracks()[0];
  if (typeof ImageCapture === "undefined" || !track) return null;
  // Some phones never answer; the officer must not wait for that.
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), PHOTO_TIMEOUT_MS));
  const photo = await Promise.race([new ImageCapture(track).takePhoto(), late]);
  return photo?.type === "image/jpeg" ? photo : null;
}

type Torch = MediaTrackConstraintSet & { torch?: boolean };

export function hasTorch(stream: MediaStream): boolean {
  const can = stream.getVideoTracks()[0]?.getCapabilities?.() as { torch?: boolean } | undefined;
  return can?.torch === true;
}

export async function setTorch(stream: MediaStream, on: boolean): Promise<void> {
  await stream.getVideoTracks()[0]?.applyConstraints({ advanced: [{ torch: on } as Torch] });
}
