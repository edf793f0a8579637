/** A map with what is shown on it kept by name, so that it is there again after every change of style. */

import type { Features } from "./features";
import type { LonLat } from "./geometry";
import { FONTS, GlMap, type GeoJSONSource, type MapOptions, type StyleSpecification } from "./gl";
import type { Palette } from "./palette";

/** Where a county is looked at before anything is known: Zhuji. */
const HOME: LonLat = [120.24, 29.71];

export abstract class Scene<Source extends string> {
  protected readonly map: GlMap;
  protected readonly shown = new Map<Source, Features>();
  /** The style is there, with its sources and layers. */
  protected ready = false;

  constructor(
    container: HTMLElement,
    protected palette: Palette,
    private readonly styleOf: (palette: Palette) => StyleSpecification,
    more: Partial<MapOptions> = {},
  ) {
    this.map = new GlMap({
      container,
      style: styleOf(palette),
      center: HOME,
      zoom: 9,
      attributionControl: false,
      localIdeographFontFamily: FONTS.join(","),
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      ...more,
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    this.map.on("style.load", () => this.fill());
  }

  zoomBy(step: 1 | -1): void {
    if (step > 0) this.map.zoomIn();
    else this.map.zoomOut();
  }

  setPalette(palette: Palette): void {
    if (palette === this.palette) return;
    this.palette = palette;
    this.restyle();
  }

  remove(): void {
    this.map.remove();
  }

  /** What the style is made of has changed. */
  protected restyle(): void {
    this.ready = false;
    this.map.setStyle(this.styleOf(this.palette), { diff: false });
  }

  protected put(name: Source, features: Features): void {
    this.shown.set(name, features);
    if (this.ready) this.map.getSource<GeoJSONSource>(name)?.setData(features);
  }

  /** A new style begins with nothing in its sources. */
  protected fill(): void {
    this.ready = true;
    for (const [name, features] of this.shown) this.put(name, features);
  }
}
