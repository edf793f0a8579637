/** Words of the look back at one’s own patrol, in English. */

import type { OwnWords } from "./own.zh";

export const ownEn: OwnWords = {
  "own.loading": "Loading…",
  "own.offline": "No network: this is what the phone knows.",
  "own.zones": "Time in each zone",
  "own.outside": "outside all zones",
  "own.started": "Started",
  "own.ended": "Ended",
  "own.going_on": "still going on",
  "own.on_map": "On the map, with roads",
  "own.moving": "Moving",
  "own.dropped": "Fixes left out",
  "own.dropped_n": "{n}",
  "own.drawing": "The track, north up, with {n} {n|gap|gaps} as dotted lines",
  "own.drawing_note": "○ start, ■ end, dotted: gaps. North is up; the picture is about {length} wide.",
  "own.gone": "The raw track is past its time and deleted. The figures above were kept of it.",
  "own.gpx": "Download the track (GPX)",
  "own.drop.accuracy": "too inaccurate",
  "own.drop.duplicate": "duplicate",
  "own.drop.mock": "mock location",
  "own.drop.off_duty": "off duty",
  "own.drop.clock": "wrong time",
  "own.drop.speed": "implausible speed",
  "own.drop.beside": "phone has its own",
  "own.drop.nowhere": "no place (0, 0)",
};
