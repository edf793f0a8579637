"""What of a file is drawn on a map: every feature that has a place, good or not. Runs only in the limited process."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely

from backend.core.geojson import MultiPolygon
from backend.zones.draft import Draft
from backend.zones.structs import ImportShape

MOST_POINTS = 150_000
"""Of all features together; some four megabytes of GeoJSON."""
_TOLERANCES = (1e-5, 5e-5, 2e-4, 1e-3)
"""Degrees; the first is about a metre."""
_WEST, _SOUTH, _EAST, _NORTH = 70.0, 0.0, 140.0, 60.0


def previews(drafts: Sequence[Draft]) -> list[ImportShape]:
    """Simplified just as far as it takes to stay within ``MOST_POINTS``; what then still is too much is left out.

    Axes that look swapped are drawn the right way round, so that one sees where it would lie.
    """
    shown = [(d.index, shape) for d in drafts if (shape := _placed(d)) is not None]
    if not shown:
        return []
    shapes = np.empty(len(shown), dtype=object)
    shapes[:] = [shape for _, shape in shown]
    for tolerance in _TOLERANCES:
        if shapely.get_num_coordinates(shapes).sum() <= MOST_POINTS:
            break
        shapes = shapely.simplify(shapes, tolerance)
    kept, left = [], MOST_POINTS
    for (index, _), shape in zip(shown, shapes, strict=True):
        left -= int(shapely.get_num_coordinates(shape))
        if left >= 0 and not shape.is_empty:
            kept.append(ImportShape(index=index, geometry=drawn(shape)))
    return kept


def _placed(draft: Draft) -> Any:
    shape = draft.seen
    if shape is None:
        return None
    if any(f.code == "swapped_axes" for f in draft.findings):
        shape = shapely.transform(shape, lambda xy: xy[:, ::-1])
    west, south, east, north = shapely.bounds(shape)
    return shape if _WEST <= west <= east <= _EAST and _SOUTH <= south <= north <= _NORTH else None


def drawn(shape: Any) -> MultiPolygon:
    """A polygon or multipolygon in degrees, to a tenth of a metre."""
    polygons = [p for p in shapely.get_parts(shape) if shapely.get_type_id(p) == shapely.GeometryType.POLYGON]
    return MultiPolygon([[_ring(ring) for ring in (p.exterior, *p.interiors)] for p in polygons])


def _ring(ring: Any) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in np.round(shapely.get_coordinates(ring), 6)]
