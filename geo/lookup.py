"""Which area is a place in? A raster answers where one answer holds for the whole cell, the exact shape elsewhere.

The tie rule: an area includes its border, and where several cover a place (a shared edge or corner, or an overlap), the
one with the lowest code has it, compared character by character. Codes that are equal go by number.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.raster import rasterise

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Floats = NDArray[np.float64]

MIN_LEVEL, MAX_LEVEL = 5, 11
_CELLS_PER_AREA_SIDE = 24
"""About so many cells across one area, so that most places fall into a cell that knows its answer."""


@dataclass(frozen=True)
class Area:
    """``number`` is what a look-up answers, greater than 0; ``shape`` a valid polygon or multipolygon, not empty."""

    number: int
    code: str
    shape: shapely.Geometry


class Lookup:
    """Look-up in a fixed set of areas. Building takes a second for thousands of them: build once, share.

    Coordinates may be of any plane, the same for areas and places: degrees as stored, or metres. After building nothing
    changes any more, so that several threads may ask at once.
    """

    def __init__(self, areas: Sequence[Area]) -> None:
        ordered = sorted(areas, key=lambda a: (a.code, a.number))
        self._shapes = np.array([a.shape for a in ordered], object)
        self._numbers = np.array([0, *(a.number for a in ordered)], np.int32)
        if not len(ordered):
            return
        self._raster = rasterise(self._shapes, 1 << _level(len(ordered)))
        shapely.prepare(self._shapes)
        # GEOS completes a prepared shape when it is first asked, which must not happen in two threads at a time.
        shapely.intersects_xy(self._shapes, *shapely.get_coordinates(shapely.point_on_surface(self._shapes)).T)

    def numbers_at(self, lon: Floats, lat: Floats) -> Ints:
        """The number of the area at each place, 0 where there is none; arrays of equal length.

        Raises:
            ValueError: a coordinate is not finite.
        """
        if not (np.isfinite(lon).all() and np.isfinite(lat).all()):
            raise ValueError("a place without finite coordinates lies nowhere")
        if not len(self._shapes):
            return np.zeros(len(lon), np.int32)
        values = self._raster.values[self._raster.frame.cells(lon, lat)]
        found = self._numbers[np.maximum(values, 0)]
        unsure = np.flatnonzero(values < 0)
        # Places of one cell after another: the same few shapes are asked in a row, from the processor's cache.
        unsure = unsure[np.argsort(values[unsure])]
        self._try_candidates(found, unsure, -values[unsure] - 1, lon, lat)
        return found

    def _try_candidates(self, found: Ints, unsure: Longs, at: Ints, lon: Floats, lat: Floats) -> None:
        """Exact test, candidate after candidate in order of code, for the places still without an answer."""
        lists = self._raster.lists
        while len(unsure):
            rank = lists[at]
            hit = shapely.intersects_xy(self._shapes[rank], lon[unsure], lat[unsure])
            found[unsure[hit]] = self._numbers[rank[hit] + 1]
            go_on = ~hit & (lists[at + 1] >= 0)
            unsure, at = unsure[go_on], at[go_on] + 1


def _level(areas: int) -> int:
    cells = max(_CELLS_PER_AREA_SIDE * sqrt(areas), 1.0)
    return int(np.clip(np.round(np.log2(cells)), MIN_LEVEL, MAX_LEVEL))
