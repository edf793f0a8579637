/** What of the room nobody sees before something is chosen: one file, which comes when the lists are there. */

export { Detail } from "./detail";
export { PatrolPage } from "./patrol";
export { PlayBar } from "./play/bar";
export { ManyBar } from "./queue/many";
