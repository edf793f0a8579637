"""What is wrong with one shape, taken by itself: where a ring does not close, where it crosses itself."""

import re
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Geometry, GeometryType

Shapes = NDArray[np.object_]


class Defect(NamedTuple):
    """A named fault; ``place`` is in the numbers of the shape itself."""

    code: str
    place: tuple[float, float] | None = None


_REASONS = {
    "Self-intersection": "self_crossing",
    "Ring Self-intersection": "self_crossing",
    "Hole lies outside shell": "hole_outside",
    "Holes are nested": "nested_rings",
    "Nested shells": "nested_rings",
    "Duplicate Rings": "nested_rings",
    "Interior is disconnected": "disconnected",
    "Too few points in geometry component": "too_few_points",
    "Ring is not closed": "ring_not_closed",
}
_WHERE = re.compile(r"^(.*?)\s*\[\s*(\S+)\s+(\S+?)\s*\]$")
_POLYGONS = (GeometryType.POLYGON, GeometryType.MULTIPOLYGON)


def parse(wkb: bytes | None) -> tuple[Geometry | None, Defect | None]:
    """A polygon or multipolygon in two dimensions, or the fault for which it cannot be read as one."""
    if wkb is None:
        return None, Defect("no_geometry")
    shape = shapely.from_wkb(wkb, on_invalid="ignore")
    if shape is None:
        return None, _unread(wkb)
    if shape.is_empty:
        return None, Defect("no_geometry")
    if shapely.get_type_id(shape) not in _POLYGONS:
        return None, Defect("wrong_type")
    flat = shapely.force_2d(shape)
    if not np.isfinite(shapely.get_coordinates(flat)).all():
        return None, Defect("not_finite")
    return flat, None


def _unread(wkb: bytes) -> Defect:
    closed = shapely.from_wkb(wkb, on_invalid="fix")
    if closed is None:
        return Defect("too_few_points")
    xy = shapely.get_coordinates(closed)
    place = (float(xy[0, 0]), float(xy[0, 1])) if len(xy) and np.isfinite(xy[0]).all() else None
    rings = shapely.get_rings(closed)
    short = len(rings) == 0 or shapely.get_num_coordinates(rings).min() < 4
    return Defect("too_few_points" if short else "ring_not_closed", place)


def check(shapes: Shapes) -> list[Defect | None]:
    """The first fault of each shape by the rules of OGC Simple Features (GEOS), or None."""
    valid = shapely.is_valid(shapes)
    return [None if ok else _name(shapely.is_valid_reason(shape)) for shape, ok in zip(shapes, valid, strict=True)]


def _name(reason: str) -> Defect:
    match = _WHERE.match(reason)
    if match is None:
        return Defect(_REASONS.get(reason, "invalid"))
    said, x, y = match.groups()
    return Defect(_REASONS.get(said, "invalid"), (float(x), float(y)))
