"""Shapes between the wire, degrees and the plane they are reckoned on."""

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from backend.core.geojson import MultiPolygon
from geo import editing
from geo.metric import Stretched

Shapes = NDArray[np.object_]


def read(wkb: Sequence[bytes]) -> Shapes:
    shapes: Shapes = shapely.from_wkb(np.array(wkb, object))
    return shapes


def array(shapes: Sequence[shapely.Geometry]) -> Shapes:
    out = np.empty(len(shapes), object)
    out[:] = shapes
    return out


def back(plane: Stretched, shapes: Sequence[shapely.Geometry], known: Shapes) -> Shapes:
    """In degrees; corners that were there before keep their digits."""
    return editing.as_before(plane.degrees(array(shapes)), known)


def whole(shape: shapely.Geometry) -> MultiPolygon:
    """With every digit."""
    return MultiPolygon(
        [[_ring(ring) for ring in (p.exterior, *p.interiors)] for p in shapely.get_parts(shape)],
    )


def _ring(ring: shapely.Geometry) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in shapely.get_coordinates(ring)]
