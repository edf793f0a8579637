/** The officers on the room's map: who has moved is handed over at most once a second, and nobody else. */

import type { Officer } from "../api/types";
import type { GeoJSONSource, GlMap } from "./gl";
import { rangesFor } from "./officer_dots";
import { changesOf, markFeatures, officerMarks, type Marks } from "./officers";
import { Pace } from "./pace";

/** A second's steps of a crowd lie in several tiles; longer than this nobody waits for the last of them. */
const WHOLE_MS = 500;
/** A hand on the map. */
const TOUCHES = ["pointerdown", "pointermove", "wheel", "keydown"] as const;

export class OfficerLayer {
  /** A thousand officers send a fix a second; nobody sees more than one step of each. */
  private readonly pace = new Pace<{ officers: readonly Officer[]; now: number }>(1000, ({ officers, now }) => {
    this.move(officerMarks(officers, now));
  });
  private marks: Marks = new Map();

  constructor(
    private readonly map: GlMap,
    private readonly isReady: () => boolean,
  ) {
    map.on("sourcedata", ({ sourceId, sourceDataType }) => {
      // When there is new data it is not yet known in which tiles.
      if (sourceId === "officers" && sourceDataType !== "metadata" && map.isSourceLoaded(sourceId)) map.releasePictures();
    });
    for (const event of ["movestart", "resize"] as const) map.on(event, () => map.releasePictures());
    for (const event of TOUCHES) {
      map.getContainer().addEventListener(event, () => map.releasePictures(), { capture: true, passive: true });
    }
  }

  show(officers: readonly Officer[], now: number): void {
    this.pace.put({ officers, now });
  }

  /** A new style begins with nobody. At once: the changes that follow build on it. */
  fill(): void {
    if (this.marks.size > 0) void this.source()?.setData(markFeatures(this.marks));
    this.thinNames();
  }

  stop(): void {
    this.pace.stop();
    this.map.releasePictures();
  }

  /** Only what has changed goes to the map: all of ten thousand would be half a second of its work. */
  private move(marks: Marks): void {
    const changes = changesOf(this.marks, marks);
    this.marks = marks;
    if (!changes || !this.isReady()) return;
    this.map.holdPictures(WHOLE_MS);
    void this.source()?.updateData(changes);
    this.thinNames();
  }

  private source(): GeoJSONSource | undefined {
    return this.map.getSource<GeoJSONSource>("officers");
  }

  private thinNames(): void {
    for (const [layer, range] of Object.entries(rangesFor(this.marks.size))) this.map.setLayerZoomRange(layer, ...range);
  }
}
