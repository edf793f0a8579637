/** What kind of thing a medium is, by what was found in it before what it was called. */

import type { Media } from "../api/types";

export function isVideo({ mime, detected_mime }: Media): boolean {
  return (detected_mime ?? mime).startsWith("video/");
}

export function isPlayed(item: Media): boolean {
  return isVideo(item) || (item.detected_mime ?? item.mime).startsWith("audio/");
}
