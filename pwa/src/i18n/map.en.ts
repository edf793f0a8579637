/** The map's words in English. */

import type { MapWords } from "./map.zh";

export const mapEn: MapWords = {
  "map.label": "Live map. Leads and officers on it are in the lists beside it, too, and can be reached by keyboard.",
  "map.loading": "Opening the map…",
  "map.failed": "The map cannot be shown ({reason}). Lists and decisions go on working.",
  "map.zoom_in": "Zoom in",
  "map.zoom_out": "Zoom out",
  "map.fit": "Show the whole area",
  "map.layers": "Layers",
  "map.towns": "Towns",
  "map.zones": "Duty zones",
  "map.villages": "Villages",
  "map.leads": "Leads",
  "map.officers": "Officers",
  "map.coverage": "Patrol coverage",
  "map.legend": "Legend",
  "map.no_base": "No street map; ask an administrator to import roads and houses (CGCS2000) · map approval no.: none",
  "map.approval": "Map approval no.: {number}",
  "pin.label": "Set the place. Arrow keys move the pin; with Shift it moves further.",
  "pin.outside": "In no duty zone",
  "pin.hint": "Drag the pin or tap the map",
  "pin.own": "Back to my own fix",
};
