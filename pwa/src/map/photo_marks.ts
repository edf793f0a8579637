/** Photos on the map where they were made: marks of the page itself, the newest few; a press opens the lead. */

import { Marker, type GlMap } from "./gl";
import type { LonLat } from "./geometry";

/** `image`: address of a small picture; one that does not come leaves an empty frame. */
export type PhotoMark = { id: string; lead: string; place: LonLat; image: string; label: string };

/** More would hide the map. */
const MOST = 12;

/** Whoever stood there when it was taken stays in sight below it. */
const ABOVE_PX = -20;

export class PhotoMarks {
  private readonly marks = new Map<string, Marker>();

  constructor(
    private readonly map: GlMap,
    private readonly clicked: (lead: string) => void,
  ) {}

  /** Oldest first; the newest pops up largest. */
  show(photos: readonly PhotoMark[]): void {
    const shown = photos.slice(-MOST);
    const there = new Set(shown.map(({ id }) => id));
    for (const [id, marker] of this.marks) {
      if (there.has(id)) continue;
      marker.remove();
      this.marks.delete(id);
    }
    const last = shown.at(-1)?.id;
    for (const photo of shown) {
      const marker = this.marks.get(photo.id) ?? this.made(photo);
      marker.getElement().classList.toggle("newest", photo.id === last);
    }
  }

  private made({ id, lead, place, image, label }: PhotoMark): Marker {
    const button = document.createElement("button");
    button.type = "button";
    button.classList.add("photo-mark");
    button.setAttribute("aria-label", label);
    button.title = label;
    const picture = document.createElement("img");
    picture.alt = "";
    picture.src = image;
    picture.addEventListener("error", () => picture.remove());
    button.append(picture);
    button.addEventListener("click", (event) => {
      event.stopPropagation();
      this.clicked(lead);
    });
    const marker = new Marker({ element: button, anchor: "bottom", offset: [0, ABOVE_PX] }).setLngLat(place).addTo(this.map);
    this.marks.set(id, marker);
    return marker;
  }
}
