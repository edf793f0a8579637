/** The map that is drawn on. Hands it each thing only when that thing has changed. */

import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { t } from "../../../i18n";
import type { EditScene } from "../../../map/edit_scene";
import { watchPalette, type Palette } from "../../../map/palette";
import { Icon } from "../../../ui/icon";
import { cornersOf, snap } from "./shape";
import type { Editor } from "./use_editor";

export function EditMap({ editor }: { editor: Editor }) {
  const box = useRef<HTMLDivElement>(null);
  const { scene, failure } = useScene(box, editor);
  useShown(scene, editor);
  const { zones, faults, clashes, around, fault, proposed, sight } = editor;
  useEffect(() => {
    if (sight?.asked) box.current?.scrollIntoView({ block: "center" });
  }, [sight]);
  return (
    <section class="report-map edit-map" aria-label={t("areas.map")}>
      <div class="map-canvas" ref={box} />
      {failure && <p class="map-message problem" role="alert">{t("map.failed", { reason: failure })}</p>}
      <div class="map-buttons">
        <button type="button" class="icon-button" aria-label={t("map.zoom_in")} title={t("map.zoom_in")} onClick={() => scene?.zoomBy(1)}>+</button>
        <button type="button" class="icon-button" aria-label={t("map.zoom_out")} title={t("map.zoom_out")} onClick={() => scene?.zoomBy(-1)}>−</button>
        <button type="button" class="icon-button" aria-label={t("areas.fit")} title={t("areas.fit")} onClick={() => scene?.fit(zones.map(({ geometry }) => geometry))}>
          <Icon name="home" size={20} />
        </button>
      </div>
      <ul class="report-legend">
        <li><span class="swatch good" /> {t("edit.legend_changed")}</li>
        {around.length > 0 && <li><span class="swatch around" /> {t("edit.legend_around")}</li>}
        {faults !== null && faults.length > 0 && <li><span class="swatch fault" /> {t("edit.legend_fault")}</li>}
        {(fault !== null || proposed) && <li><span class="swatch after" /> {t("edit.legend_after")}</li>}
        {clashes.length > 0 && <li><span class="swatch theirs" /> {t("edit.legend_theirs")}</li>}
      </ul>
    </section>
  );
}

function useScene(box: { current: HTMLDivElement | null }, editor: Editor) {
  const [scene, setScene] = useState<EditScene | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const latest = useRef(editor);
  latest.current = editor;
  useEffect(() => {
    let made: EditScene | null = null;
    let gone = false;
    let palette: Palette | null = null;
    const stop = watchPalette((next) => {
      palette = next;
      made?.setPalette(next);
    });
    import("../../../map/edit_scene").then(({ EditScene }) => {
      if (gone || !box.current || !palette) return;
      made = new EditScene(box.current, palette, {
        zone: (key, more) => {
          const { chosen, choose } = latest.current;
          if (!more) choose([key]);
          else choose(chosen.includes(key) ? chosen.filter((one) => one !== key) : [...chosen, key]);
        },
        place: (at) => latest.current.place(at),
        done: () => latest.current.finish(),
        corner: (at) => latest.current.setCorner(at),
        moving: (from, to) => latest.current.preview(from, to),
        moved: (from, to) => latest.current.moveTo(from, to),
        inserted: (a, b, at) => latest.current.insert(a, b, at),
        removed: (at) => latest.current.remove(at),
        laid: (at, pixel, except) => {
          const { zones, around, sketch } = latest.current;
          const shapes = [...zones, ...around].map(({ geometry }) => geometry);
          const [first] = sketch?.of === "zone" ? sketch.places : [];
          // What is drawn may be closed on its own beginning.
          if (first) shapes.push({ type: "MultiPolygon", coordinates: [[[first, first]]] });
          return snap(at, shapes, pixel, except);
        },
      });
      setScene(made);
    }).catch((error: unknown) => setFailure(error instanceof Error ? error.message : String(error)));
    return () => {
      gone = true;
      stop();
      made?.remove();
    };
  }, []);
  return { scene, failure };
}

function useShown(scene: EditScene | null, editor: Editor): void {
  const { zones, around, chosen, zone, corner, sketch, moving, faults, fault, proposed, sight, clashes, changes, saved } = editor;
  const fitted = useRef(false);
  const changed = useMemo(() => new Set(changes.zones.map(({ key }) => key)), [changes]);
  useEffect(() => {
    scene?.showZones(zones.map(({ key, name, geometry }) => ({ key, name, geometry, changed: changed.has(key) })), around);
    if (!scene || fitted.current || zones.length === 0) return;
    fitted.current = true;
    scene.fit(zones.map(({ geometry }) => geometry));
  }, [scene, zones, around, changed]);
  useEffect(() => {
    const after = fault === null ? null : (faults?.[fault]?.repair?.after ?? null);
    const mended = proposed?.zones.flatMap((one) => one.after ?? []) ?? [];
    scene?.showOver({
      corners: zone && !sketch && !saved ? cornersOf(zone.geometry) : [],
      corner,
      sketch: sketch?.places ?? [],
      closed: sketch?.of === "zone",
      faults: (faults ?? []).map(({ ground }, i) => ({ ground, chosen: i === fault })),
      after: [moving ?? after ?? [], mended].flat(),
      theirs: clashes.flatMap(({ theirs }) => (theirs ? [theirs.geometry] : [])),
    });
    scene?.choose(chosen, sketch !== null);
  }, [scene, zone, chosen, corner, sketch, moving, faults, fault, proposed, clashes, saved]);
  useEffect(() => {
    const ground = fault === null ? undefined : faults?.[fault]?.ground;
    if (ground) scene?.fit([ground]);
  }, [scene, fault]);
  useEffect(() => {
    if (sight) scene?.fit(sight.shapes);
  }, [scene, sight]);
}
