import type { GlMap } from "./gl";

/** Writes into the browser's own record of times the first frame in which the ground is there. */
export function markFirstPicture(map: GlMap): void {
  let ground = false;
  const look = () => {
    if (!ground || !map.areTilesLoaded()) return;
    performance.mark("map-drawn");
    map.off("render", look);
  };
  map.on("sourcedata", ({ sourceId, tile }) => {
    ground ||= tile !== undefined && sourceId.startsWith("under-");
  });
  map.on("render", look);
}
