/** Words of holds on tracks in English. */
import type { HoldsWords } from "./holds.zh";

export const holdsEn: HoldsWords = {
  "holds.title": "Kept for a case",
  "holds.none": "Not held: the raw track is deleted when its time is over; only the figures stay.",
  "holds.gone": "The raw track is past its time and deleted. The figures above were kept of it.",
  "holds.open": "Hold the track…",
  "holds.reason": "Reason (name the case)",
  "holds.until": "Hold until (empty: until it is released)",
  "holds.place": "Hold",
  "holds.busy": "Saving…",
  "holds.placed": "The track is held.",
  "holds.by": "{name}, {time}",
  "holds.to": "until {day}",
  "holds.for_good": "until released",
  "holds.release": "Release…",
  "holds.release_reason": "Reason for the release",
  "holds.release_now": "Release the track",
  "holds.released": "The track is released.",
  "holds.was_released": "Released by {name} at {time}: {reason}",
  "holds.failed": "Could not be read: {reason}",
};
