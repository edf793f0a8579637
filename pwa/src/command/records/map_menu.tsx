/** A list as a file for GIS programs: in which coordinates, and in which format; all of it by key. */

import { MapPinned } from "lucide";
import { useRef, useState } from "preact/hooks";
import { t } from "../../i18n";
import { Icon } from "../../ui/icon";
import { useShutting } from "../../ui/use_shutting";
import type { Datum, MapKind } from "./requests";

const DATUMS: readonly Datum[] = ["cgcs2000", "wgs84", "gcj02"];

export function MapMenu({ onExport }: { onExport(kind: MapKind, datum: Datum): void }) {
  const menu = useRef<HTMLDetailsElement>(null);
  useShutting(menu);
  const [datum, setDatum] = useState<Datum>("cgcs2000");
  const take = (kind: MapKind) => {
    if (menu.current) menu.current.open = false;
    onExport(kind, datum);
  };
  return (
    <details class="columns-menu" ref={menu}>
      <summary class="button small">
        <Icon name={MapPinned} size={16} /> {t("records.map_file")}
      </summary>
      <fieldset class="columns-panel card map-file">
        <legend class="sr-only">{t("records.datum")}</legend>
        <p class="hint">{t("records.datum")}</p>
        {DATUMS.map((one) => (
          <label key={one}>
            <input type="radio" name="datum" checked={datum === one} onChange={() => setDatum(one)} />{" "}
            {t(`records.datum.${one}`)}
          </label>
        ))}
        <div class="buttons">
          <button type="button" class="button small" disabled={datum === "gcj02"} onClick={() => take("gpkg")}>
            GeoPackage
          </button>
          <button type="button" class="button small" onClick={() => take("geojson")}>
            GeoJSON
          </button>
        </div>
        <p class="hint">{t(datum === "gcj02" ? "records.gcj02_note" : "records.map_note")}</p>
      </fieldset>
    </details>
  );
}
