"""A file of map features, read with GDAL. Runs only in the limited process, behind the same doors as files of areas."""

import msgspec
import numpy as np
import shapely
from msgspec import Struct

from backend.basemap.structs import FeatureKind, NewFeature
from backend.zones import columns, placing, reading
from backend.zones.reading import Layer
from backend.zones.structs import NewAreaImport, Severity
from backend.zones.unreadable import Unreadable

RANK = ("rank", "等级", "级别", "class", "fclass")
_FITS = {
    FeatureKind.WATER: {"LineString", "MultiLineString", "Polygon", "MultiPolygon"},
    FeatureKind.ROAD: {"LineString", "MultiLineString"},
    FeatureKind.BUILDING: {"Polygon", "MultiPolygon"},
    FeatureKind.PLACE: {"Point"},
}


class Job(Struct, frozen=True, kw_only=True):
    """A file, and what its features are."""

    kind: FeatureKind
    wanted: NewAreaImport
    file: bytes


class Outcome(Struct, frozen=True, kw_only=True):
    """What was read. ``refusal``: why nothing was, Chinese and English. ``skipped``: features that do not fit."""

    refusal: tuple[str, str] | None = None
    features: list[NewFeature] = []
    skipped: int = 0


def check(payload: bytes) -> bytes:
    """A ``Job`` in, an ``Outcome`` out, both as MessagePack."""
    reading.refuse_other_drivers()
    job = msgspec.msgpack.decode(payload, type=Job)
    try:
        outcome = _read(job)
    except Unreadable as unreadable:
        outcome = Outcome(refusal=(unreadable.finding.zh, unreadable.finding.en))
    return msgspec.msgpack.encode(outcome)


def _read(job: Job) -> Outcome:
    layer = reading.read(job.file, job.wanted)
    origin, fault = placing.source(layer.crs, job.wanted)
    if fault:
        return Outcome(refusal=(fault.zh, fault.en))
    shapes = np.array([shapely.from_wkb(wkb, on_invalid="ignore") if wkb else None for wkb in layer.wkb], dtype=object)
    fits = [i for i, shape in enumerate(shapes) if _fits(shape, job.kind)]
    if not fits:
        return Outcome(skipped=len(shapes))
    placed, faults = placing.place(shapes[fits], origin, job.wanted.convert)
    # A system of coordinates that is wrong is wrong for the whole file.
    if wrong := next((fault for fault in faults if fault and fault.severity is Severity.ERROR), None):
        return Outcome(refusal=(wrong.zh, wrong.en))
    named = _column(layer, columns.find(list(layer.columns), job.wanted.name_field, columns.NAME))
    ranked = _column(layer, columns.find(list(layer.columns), None, RANK))
    features = [
        NewFeature(
            kind=job.kind, name=columns.shown(named[row], 100), rank=_rank(ranked[row]), wkb=shapely.to_wkb(shape)
        )
        for row, shape in zip(fits, placed, strict=True)
    ]
    return Outcome(features=features, skipped=len(shapes) - len(fits))


def _fits(shape: shapely.Geometry | None, kind: FeatureKind) -> bool:
    if shape is None or shape.is_empty or shape.geom_type not in _FITS[kind]:
        return False
    return bool(np.isfinite(shapely.get_coordinates(shape)).all())


def _column(layer: Layer, name: str | None) -> list[str]:
    return [columns.text(v) for v in layer.columns[name]] if name else [""] * len(layer.wkb)


def _rank(said: str) -> int:
    return min(int(said), 9) if said.isascii() and said.isdigit() else 0
