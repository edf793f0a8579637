"""Rows with shapes as a file for GIS programs: GeoPackage (OGC 12-128r15) and GeoJSON (RFC 7946), page after page.

In which coordinates is the reader's choice, as far as a file can say so itself: GCJ-02 has no code, so that a
GeoPackage would have to lie; GeoJSON says it in a member of its own and in its name. CGCS2000 and WGS-84 are the same
numbers here.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pyogrio.raw
import shapely
from msgspec import Struct
from numpy.typing import NDArray

from backend.core.china import in_china
from geo.datum import gcj02_from_wgs84

_IN_UTC = 100
"""As GDAL writes it."""
_DECIMALS = 7
"""A centimetre."""


class Datum(StrEnum):
    CGCS2000 = "cgcs2000"
    WGS84 = "wgs84"
    GCJ02 = "gcj02"


NAMES = {Datum.CGCS2000: "CGCS2000", Datum.WGS84: "WGS-84", Datum.GCJ02: "GCJ-02"}
_CODES = {Datum.CGCS2000: "EPSG:4490", Datum.WGS84: "EPSG:4326"}


class Kind(StrEnum):
    """What a field holds."""

    TEXT = "text"
    NUMBER = "number"
    TIME = "time"
    DAY = "day"


class Field(Struct, frozen=True):
    name: str
    kind: Kind


Cell = str | int | float | datetime | date | None
Rows = Sequence[Sequence[Cell]]
Shapes = Sequence[bytes | None]


class GeoPackage:
    """``geometry``: what every shape is, as GDAL says it. Times are stored in UTC, as the format demands."""

    def __init__(self, path: Path, layer: str, geometry: str, fields: Sequence[Field], datum: Datum) -> None:
        self._path, self._layer, self._geometry, self._fields = path, layer, geometry, fields
        self._crs = _CODES[datum]
        self._write([], [], append=False)

    def add(self, rows: Rows, shapes: Shapes) -> None:
        self._write(rows, shapes, append=True)

    def _write(self, rows: Rows, shapes: Shapes, *, append: bool) -> None:
        pyogrio.raw.write(
            str(self._path),
            geometry=np.array([*shapes, None], object)[:-1],
            field_data=[_column(field.kind, [row[n] for row in rows]) for n, field in enumerate(self._fields)],
            fields=[field.name for field in self._fields],
            layer=self._layer,
            driver="GPKG",
            geometry_type=self._geometry,
            crs=self._crs,
            append=append,
            gdal_tz_offsets={f.name: np.full(len(rows), _IN_UTC) for f in self._fields if f.kind is Kind.TIME},
            # The newest that the GDAL of Debian 12 knows whole.
            dataset_options=None if append else {"VERSION": "1.3"},
        )

    def finish(self) -> None:
        """Every page is written already."""


def _column(kind: Kind, values: Sequence[Any]) -> NDArray[Any]:
    match kind:
        case Kind.TIME:
            return np.array([None if v is None else v.astimezone(UTC).replace(tzinfo=None) for v in values], "M8[ms]")
        case Kind.DAY:
            return np.array(values, "M8[D]")
        case Kind.NUMBER:
            return np.array([np.nan if v is None else v for v in values], np.float64)
        case Kind.TEXT:
            return np.array([*values, None], object)[:-1]


class GeoJson:
    """Written as it comes, so that it need not fit into memory. Times are those of China, with their offset."""

    def __init__(self, path: Path, layer: str, fields: Sequence[Field], datum: Datum) -> None:
        self._names, self._datum, self._first = [field.name for field in fields], datum, True
        self._out = path.open("wb")
        head = msgspec.json.encode({"type": "FeatureCollection", "name": layer, "datum": NAMES[datum]})
        self._out.write(head[:-1] + b',"features":[')

    def add(self, rows: Rows, shapes: Shapes) -> None:
        drawn = shapely.to_geojson(_in_datum(shapely.from_wkb(np.array([*shapes, None], object)[:-1]), self._datum))
        for row, shape in zip(rows, drawn, strict=True):
            properties = {name: _said(value) for name, value in zip(self._names, row, strict=True)}
            geometry = msgspec.Raw((shape or "null").encode())
            self._out.write(b"\n" if self._first else b",\n")
            self._out.write(msgspec.json.encode({"type": "Feature", "geometry": geometry, "properties": properties}))
            self._first = False

    def finish(self) -> None:
        self._out.write(b"\n]}\n")
        self._out.close()


def _said(value: Cell) -> Cell:
    return in_china(value) if isinstance(value, datetime) else value


def _in_datum(shapes: NDArray[Any], datum: Datum) -> NDArray[Any]:
    def place(xy: NDArray[np.float64]) -> NDArray[np.float64]:
        if datum is Datum.GCJ02:
            xy = np.column_stack(gcj02_from_wgs84(xy[:, 0], xy[:, 1]))
        rounded: NDArray[np.float64] = xy.round(_DECIMALS)
        return rounded

    moved: NDArray[Any] = shapely.transform(shapes, place)
    return moved
