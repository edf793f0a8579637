/** Words of the photos and films of a lead, in English. */

import type { MediaWords } from "./media.zh";

export const mediaEn: MediaWords = {
  "photos.title": "Photos and videos",
  "photos.count": "{received} of {total} here",
  "photos.none": "No photos or videos.",
  "photos.open": "Look at {name}",
  "photos.declared": "waiting for the phone",
  "photos.uploading": "uploading, {percent} %",
  "photos.verifying": "being verified",
  "photos.received": "received and verified",
  "photos.erased": "Deleted, past its time",
  "photos.mismatch": "hash differs",
  "photos.no_preview": "No preview: {reason}",
  "photos.not_here": "The original is not here yet",
  "photos.pending": "Preview is being made",
  "photos.camera": "taken in the app",
  "photos.gallery": "from the gallery",
  "photos.file": "from a file",
  "photos.video": "Video",

  "preview.video": "a video has no still picture",
  "preview.audio": "an audio file",
  "preview.not_an_image": "the content is not a picture",
  "preview.too_large": "the file is too large",
  "preview.too_many_pixels": "too many pixels",
  "preview.truncated": "the file is cut off",
  "preview.decoder_failed": "it cannot be decoded",
  "preview.erased": "deleted, past its time",
  "preview.unknown": "reason unknown",

  "photos.role_original": "Original",
  "photos.role_voice": "Voice note",
  "photos.role_stamped": "Stamped copy",
  "photos.role_annotated": "Marked copy",
  "photos.role_redacted": "Redacted copy",
};
