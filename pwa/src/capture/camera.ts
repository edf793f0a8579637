/** The phone's camera inside the page: no other app gets the memory, and nothing is picked from a gallery. */

import { jpegOf } from "./thumbnail";

/** `busy`: another app has it. */
export type CameraProblem = { kind: "denied" | "none" | "busy" | "failed"; reason: string };
export type Facing = "environment" | "user";

const JPEG_QUALITY = 0.92;
const PHOTO_TIMEOUT_MS = 4_000;

/** The camera of that side, as large as it goes. Raises `DOMException`; see `problemOf`. */
export async function openCamera(facing: Facing): Promise<MediaStream> {
  // Some browsers inside other apps have none at all.
  if (!navigator.mediaDevices?.getUserMedia) throw new DOMException("no camera in this browser", "NotFoundError");
  const video = { facingMode: { ideal: facing }, width: { ideal: 4096 }, height: { ideal: 3072 } };
  return navigator.mediaDevices.getUserMedia({ video, audio: false });
}

/** Whether there is a second one to turn to. */
export async function hasOtherSide(): Promise<boolean> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices.filter(({ kind }) => kind === "videoinput").length > 1;
}

export function closeCamera(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

const KINDS: Record<string, CameraProblem["kind"]> = {
  NotAllowedError: "denied",
  SecurityError: "denied",
  NotFoundError: "none",
  OverconstrainedError: "none",
  NotReadableError: "busy",
  AbortError: "busy",
};

export function problemOf(error: unknown): CameraProblem {
  const name = error instanceof DOMException ? error.name : "";
  return { kind: KINDS[name] ?? "failed", reason: name || String(error) };
}

type Photographer = { takePhoto(): Promise<Blob> };
declare const ImageCapture: { new (track: MediaStreamTrack): Photographer } | undefined;

/** A JPEG: of the sensor where the browser can, else of what the screen shows. */
export async function takePhoto(stream: MediaStream, video: HTMLVideoElement): Promise<Blob> {
  const photo = await fromSensor(stream).catch(() => null);
  if (photo && photo.size > 0) return photo;
  const drawn = await jpegOf(frameOf(video), JPEG_QUALITY);
  if (!drawn) throw new Error("the browser made no picture");
  return drawn;
}

/** What the screen shows of the camera now. */
export function frameOf(video: HTMLVideoElement): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext("2d")?.drawImage(video, 0, 0);
  return canvas;
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
