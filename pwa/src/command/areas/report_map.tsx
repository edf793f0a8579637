/** The checked file on a map: good ones filled, those with a defect hatched in red and numbered, the old ones in outline. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { Area, ImportShape, MultiPolygon } from "../../api/types";
import { t } from "../../i18n";
import type { ImportScene } from "../../map/import_scene";
import { watchPalette, type Palette } from "../../map/palette";
import { Icon } from "../../ui/icon";

type Props = {
  shapes: readonly ImportShape[];
  bad: ReadonlySet<number>;
  old: readonly Area[];
  selected: number | null;
  onPick(index: number): void;
  repair?: { ground: MultiPolygon; after: MultiPolygon | null } | null;
};

export function ReportMap({ shapes, bad, old, selected, onPick, repair = null }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [scene, setScene] = useState<ImportScene | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const pick = useRef(onPick);
  pick.current = onPick;
  useEffect(() => {
    let made: ImportScene | null = null;
    let gone = false;
    let palette: Palette | null = null;
    const stop = watchPalette((next) => {
      palette = next;
      made?.setPalette(next);
    });
    import("../../map/import_scene").then(
      ({ ImportScene }) => {
        if (gone || !box.current || !palette) return;
        made = new ImportScene(box.current, palette, (index) => pick.current(index));
        setScene(made);
      },
    ).catch((error: unknown) => setFailure(error instanceof Error ? error.message : String(error)));
    return () => {
      gone = true;
      stop();
      made?.remove();
    };
  }, []);
  useEffect(() => scene?.show(shapes, bad, old), [scene, shapes, bad, old]);
  useEffect(() => scene?.select(selected), [scene, selected]);
  useEffect(() => scene?.showRepair(repair), [scene, repair]);
  const missing = bad.size - shapes.filter(({ index }) => bad.has(index)).length;
  return (
    <section class="report-map" aria-label={t("areas.map")}>
      <div class="map-canvas" ref={box} />
      {failure && <p class="map-message problem" role="alert">{t("map.failed", { reason: failure })}</p>}
      <div class="map-buttons">
        <button type="button" class="icon-button" aria-label={t("map.zoom_in")} title={t("map.zoom_in")} onClick={() => scene?.zoomBy(1)}>+</button>
        <button type="button" class="icon-button" aria-label={t("map.zoom_out")} title={t("map.zoom_out")} onClick={() => scene?.zoomBy(-1)}>−</button>
        <button type="button" class="icon-button" aria-label={t("areas.fit")} title={t("areas.fit")} onClick={() => scene?.fitAll()}>
          <Icon name="home" size={20} />
        </button>
      </div>
      <ul class="report-legend">
        <li><span class="swatch good" /> {t("areas.legend_good")}</li>
        <li><span class="swatch bad" /> {t("areas.legend_bad")}</li>
        <li><span class="swatch old" /> {t("areas.legend_old")}</li>
        {missing > 0 && <li>{t("areas.no_place", { n: missing })}</li>}
      </ul>
    </section>
  );
}
