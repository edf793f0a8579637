"""Areas beside one another: overlaps, how much lies outside, and which larger area holds most of a smaller one.

All shapes are valid polygons in metres (EPSG:4549) unless said; results are square metres and shares from 0 to 1.
"""

from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Geometry, STRtree

Shapes = NDArray[np.object_]
Floats = NDArray[np.float64]
Indexes = NDArray[np.intp]

SLIVER_M2 = 100.0
"""Neighbours digitised separately overlap a little along their border; up to this much is not called an overlap."""


_GRID_M, _NOTHING_M2 = 1e-6, 0.1


class Overlap(NamedTuple):
    """Two areas, by index, that share ground; ``place`` is a point within what they share, in metres."""

    first: int
    second: int
    area_m2: float
    place: tuple[float, float]


def joined(shapes: Shapes | list[Geometry]) -> Geometry:
    """The ground of all of them together, corners where they were.

    Where a corner lies within rounding of another's edge, GEOS 3.14 may lose one of the shapes whole (three zones of
    which two were cut from one: ``tests/geo/test_areas.py``). Then there is less than all of them less what any two
    share (Bonferroni), and it is done again on a grid of a millionth of a metre, on which it is proven to be right
    (Hobby 1999, snap rounding).
    """
    each = np.asarray(shapes, object)
    whole = shapely.union_all(each)
    least = shapely.area(each).sum() - sum(overlap.area_m2 for overlap in overlaps(each, 0))
    if shapely.area(whole) > least - _NOTHING_M2:
        return whole
    with np.errstate(divide="ignore", invalid="ignore"):  # GEOS leaves such marks in the processor and is right
        return shapely.union_all(each, grid_size=_GRID_M)


def overlaps(shapes: Shapes, sliver_m2: float = SLIVER_M2) -> list[Overlap]:
    """Every pair that shares more than ``sliver_m2``, the lower index first."""
    left, right = STRtree(shapes).query(shapes, predicate="intersects")
    once = left < right
    return _sharing(shapes, shapes, left[once], right[once], sliver_m2)


def clashes(new: Shapes, standing: Shapes, sliver_m2: float = SLIVER_M2) -> list[Overlap]:
    """Every pair of a new and a standing area that share more than ``sliver_m2``."""
    left, right = STRtree(standing).query(new, predicate="intersects")
    return _sharing(new, standing, left, right, sliver_m2)


def _sharing(some: Shapes, others: Shapes, left: Indexes, right: Indexes, sliver_m2: float) -> list[Overlap]:
    order = np.lexsort((right, left))
    left, right = left[order], right[order]
    shared = shapely.intersection(some[left], others[right])
    area = shapely.area(shared)
    big = np.flatnonzero(area > sliver_m2)
    places = shapely.get_coordinates(shapely.point_on_surface(shared[big]))
    return [
        Overlap(int(left[i]), int(right[i]), float(area[i]), (float(x), float(y)))
        for i, (x, y) in zip(big, places, strict=True)
    ]


def share_outside(shapes: Shapes, outline: Geometry) -> Floats:
    """How much of each shape lies outside the outline."""
    shapely.prepare(outline)
    outside = np.zeros(len(shapes))
    sticking_out = np.flatnonzero(~shapely.contains(outline, shapes))
    beyond = shapely.area(shapely.difference(shapes[sticking_out], outline))
    outside[sticking_out] = beyond / shapely.area(shapes[sticking_out])
    return outside


def main_owner(shapes: Shapes, owners: Shapes) -> tuple[Indexes, Floats]:
    """For each shape the owner that holds most of it, and the share it holds; -1 and 0 where none touches it."""
    best, share = np.full(len(shapes), -1, dtype=np.intp), np.zeros(len(shapes))
    if not len(owners):
        return best, share
    which, owner = STRtree(owners).query(shapes, predicate="intersects")
    held = shapely.area(shapely.intersection(shapes[which], owners[owner])) / shapely.area(shapes[which])
    # Ascending by share, so that the greatest is written last; equal shares go to the lowest owner.
    order = np.lexsort((-owner, held))
    order = order[held[order] > 0]
    best[which[order]], share[which[order]] = owner[order], held[order]
    return best, share
