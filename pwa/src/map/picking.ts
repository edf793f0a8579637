/** What lies under a pointer on the room's map, and what pressing it means. */

import type { LonLat } from "./geometry";
import type { GeoJSONSource, GlMap, MapMouseEvent } from "./gl";
import { openMany } from "./lead_marks";
import { moveMs } from "./moving";
import { TOUCH_PX } from "./style";

type Mark = { of: "lead" | "officer"; id: string } | { of: "leads"; cluster: number };

/** As much of a pointer as carrying something needs. */
export type Grab = Pick<PointerEvent, "pointerId" | "clientX" | "clientY" | "pointerType" | "button">;

export type PickEvents = {
  lead(id: string): void;
  officer(id: string): void;
  /** The mouse has gone down on a lead: it may be about to be carried somewhere. */
  grabbed?(id: string, place: LonLat, pointer: Grab): void;
};

export class Picking {
  /** `openLead`: the lead that is open now. */
  constructor(
    private readonly map: GlMap,
    private readonly events: PickEvents,
    private readonly isReady: () => boolean,
    private readonly openLead: () => string | null,
  ) {
    map.on("click", (event) => this.clicked(event));
    map.on("mousemove", (event) => this.pointed(event));
    map.on("mousedown", (event) => this.grabbed(event));
  }

  /** The officer whose mark lies at a place of the window. */
  officerAt(clientX: number, clientY: number): string | null {
    if (!this.isReady()) return null;
    const { left, top } = this.map.getCanvas().getBoundingClientRect();
    const around = square(clientX - left, clientY - top, 2 * TOUCH_PX);
    const found = this.map.queryRenderedFeatures(around, { layers: ["officer", "officer-dot"] })[0];
    return found ? String(found.properties["id"]) : null;
  }

  /** `gathered`: the open lead does not hide the mark of those it lies among, nor who stands there. */
  private markAt({ point: { x, y } }: MapMouseEvent, gathered = false): Mark | undefined {
    if (!this.isReady()) return undefined;
    const layers = ["officer", "officer-dot", "lead-chosen", "lead"];
    const all = this.map.queryRenderedFeatures(square(x, y, TOUCH_PX), { layers });
    const isUnderChosen = gathered && all[0]?.layer.id === "lead-chosen";
    const found = (isUnderChosen && all.find(({ properties, layer: { id } }) => "cluster_id" in properties || id.startsWith("officer"))) || all[0];
    if (!found) return undefined;
    const { id, cluster_id } = found.properties;
    if (typeof cluster_id === "number") return { of: "leads", cluster: cluster_id };
    return { of: found.layer.id.startsWith("officer") ? "officer" : "lead", id: String(id) };
  }

  private clicked(event: MapMouseEvent): void {
    const mark = this.markAt(event, true);
    if (mark?.of === "lead") this.events.lead(mark.id);
    else if (mark?.of === "officer") this.events.officer(mark.id);
    else if (mark?.of === "leads") void this.part(mark.cluster, event.lngLat.toArray());
  }

  private async part(cluster: number, center: LonLat): Promise<void> {
    const source = this.map.getSource<GeoJSONSource>("leads");
    const next = source && (await openMany(source, cluster, this.openLead()));
    if (!next) return;
    if ("lead" in next) this.events.lead(next.lead);
    else this.map.easeTo({ center, zoom: next.zoom + 0.5, duration: moveMs() });
  }

  /** A lead under the mouse is carried instead of moving the map. */
  private grabbed(event: MapMouseEvent): void {
    const mark = this.markAt(event);
    const { clientX, clientY, button } = event.originalEvent;
    if (mark?.of !== "lead" || button !== 0 || !this.events.grabbed) return;
    event.preventDefault();
    const { lng, lat } = event.lngLat;
    this.events.grabbed(mark.id, [lng, lat], { pointerId: 1, clientX, clientY, pointerType: "mouse", button });
  }

  private pointed(event: MapMouseEvent): void {
    this.map.getCanvas().style.cursor = this.markAt(event) ? "pointer" : "";
  }
}

function square(x: number, y: number, half: number): [[number, number], [number, number]] {
  return [
    [x - half, y - half],
    [x + half, y + half],
  ];
}
