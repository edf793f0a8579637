"""Files of areas, made as survey offices make them."""

import io
import json
import tempfile
import warnings
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from pyogrio import raw
from pyproj import Transformer
from shapely import Polygon, box

from backend.zones import reading
from backend.zones.checking import examine
from backend.zones.job import Checked, Job, Outline
from backend.zones.structs import AreaKind, NewAreaImport

DAY = date(2026, 1, 1)
COUNTY = box(119.8, 29.3, 120.6, 30.1)
WEST, EAST = box(119.9, 29.5, 120.1, 29.8), box(120.1, 29.5, 120.3, 29.8)
TOWNS = {"330681109": ("枫桥镇", WEST), "330681104": ("店口镇", EAST)}
Row = tuple[str, str, Polygon]


def zone(west: float, south: float, size: float = 0.02) -> Polygon:
    return box(west, south, west + size, south + size)


ZONES: list[Row] = [("FQ-01", "枫桥一区", zone(119.95, 29.6)), ("FQ-02", "枫桥二区", zone(119.97, 29.6))]


def projected(shape: Polygon, epsg: int) -> Polygon:
    change = Transformer.from_crs(4490, epsg, always_xy=True)
    return shapely.transform(shape, lambda xy: np.column_stack(change.transform(xy[:, 0], xy[:, 1])))


def geojson(rows: Sequence[Row], crs: str | None = None, code: str = "code", name: str = "name") -> bytes:
    features = [
        {"type": "Feature", "properties": {code: c, name: n}, "geometry": shapely.geometry.mapping(s)}
        for c, n, s in rows
    ]
    return collection(features, crs)


def collection(features: Sequence[Any], crs: str | None = None) -> bytes:
    member = {"crs": {"type": "name", "properties": {"name": crs}}} if crs else {}
    return json.dumps({"type": "FeatureCollection", **member, "features": features}, ensure_ascii=False).encode()


def feature(geometry: Any, code: object = "A-1", name: object = "甲", **more: object) -> dict[str, object]:
    return {"type": "Feature", "properties": {"code": code, "name": name, **more}, "geometry": geometry}


def polygon(*rings: Sequence[Sequence[float]]) -> dict[str, object]:
    return {"type": "Polygon", "coordinates": rings}


def geopackage(rows: Sequence[Row], crs: str = "EPSG:4490", layer: str = "zones") -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "zones.gpkg"
        _write(path, rows, crs, layer=layer)
        return path.read_bytes()


def shapefile(
    rows: Sequence[Row],
    crs: str | None = "EPSG:4490",
    encoding: str = "GBK",
    keep: Sequence[str] = (),
    stem: str = "zones",
) -> bytes:
    """A zipped Shapefile; ``keep`` names the suffixes that go in (all when empty)."""
    with tempfile.TemporaryDirectory() as folder:
        _write(Path(folder) / "zones.shp", rows, crs, encoding=encoding)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(Path(folder).iterdir()):
                if not keep or path.suffix in keep:
                    archive.writestr(f"{stem}{path.suffix}", path.read_bytes())
        return out.getvalue()


def _write(path: Path, rows: Sequence[Row], crs: str | None, **options: Any) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # names cut to ten bytes, and a missing system of coordinates
        raw.write(
            path,
            np.array([shapely.to_wkb(s) for _, _, s in rows], dtype=object),
            field_data=[np.array([r[i] for r in rows], dtype=object) for i in (0, 1)],
            fields=["编码", "网格名称"],
            geometry_type="Polygon",
            crs=crs,
            **options,
        )


def outlines(towns: dict[str, tuple[str, Polygon]]) -> list[Outline]:
    return [Outline(code=c, name=n, wkb=shapely.to_wkb(s)) for c, (n, s) in towns.items()]


def checked(
    file: bytes,
    kind: AreaKind = AreaKind.DUTY_ZONE,
    towns: dict[str, tuple[str, Polygon]] | None = None,
    county: Polygon | None = COUNTY,
    **wanted: Any,
) -> Checked:
    """Read and judge in this process; the limited one is tested by itself."""
    new = NewAreaImport(kind=kind, valid_from=DAY, filename=wanted.pop("filename", "zones.geojson"), **wanted)
    counties = outlines({"330681": ("诸暨市", county)}) if county else []
    job = Job(wanted=new, counties=counties, towns=outlines(TOWNS if towns is None else towns), standing=[], file=file)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # what GDAL remarks on its way
        return examine(reading.read(file, new), job)


def codes(outcome: Checked) -> list[list[str]]:
    """What was found of each feature."""
    return [[finding.code for finding in feature.errors] for feature in outcome.features]


def problems(outcome: Checked) -> list[str]:
    return [problem.code for problem in outcome.problems]
