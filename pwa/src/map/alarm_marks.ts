/** Alarms on the map: marks of the page itself, above all layers, so that they beat and can be reached by key. */

import { Marker, type GlMap } from "./gl";
import type { LonLat } from "./geometry";

export type AlarmMark = { id: string; place: LonLat; sos: boolean; state: string; label: string };

export class AlarmMarks {
  private readonly marks = new Map<string, { marker: Marker; button: HTMLButtonElement }>();

  constructor(
    private readonly map: GlMap,
    private readonly clicked: (id: string) => void,
  ) {}

  show(alarms: readonly AlarmMark[]): void {
    const there = new Set(alarms.map(({ id }) => id));
    for (const [id, { marker }] of this.marks) {
      if (there.has(id)) continue;
      marker.remove();
      this.marks.delete(id);
    }
    for (const alarm of alarms) this.place(alarm);
  }

  private place({ id, place, sos, state, label }: AlarmMark): void {
    const known = this.marks.get(id) ?? this.made(id, place);
    known.marker.setLngLat(place);
    const { button } = known;
    // MapLibre keeps classes of its own on the element.
    button.classList.toggle("other", !sos);
    button.classList.toggle("raised", state === "raised");
    if (button.textContent !== label) button.replaceChildren(spanOf(label));
  }

  private made(id: string, place: LonLat): { marker: Marker; button: HTMLButtonElement } {
    const button = document.createElement("button");
    button.type = "button";
    button.classList.add("alarm-mark");
    button.addEventListener("click", (event) => {
      event.stopPropagation();
      this.clicked(id);
    });
    const made = { marker: new Marker({ element: button }).setLngLat(place).addTo(this.map), button };
    this.marks.set(id, made);
    return made;
  }
}

function spanOf(text: string): HTMLSpanElement {
  const span = document.createElement("span");
  span.textContent = text;
  return span;
}
