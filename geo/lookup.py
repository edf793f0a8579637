"""Which area is a place in? A raster answers where one answer holds for the whole cell, the exact shape elsewhere.

An area includes its border. Where several cover a place, the one with the lowest code has it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
import shapely
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Floats = NDArray[np.float64]

MIN_LEVEL, MAX_LEVEL = 5, 10
_CELLS_PER_AREA_SIDE = 24
"""About so many cells across one area, so that most places fall into a cell that knows its answer."""


@dataclass(frozen=True)
class Area:
    """``number`` is what a look-up answers, greater than 0; ``shape`` a polygon or multipolygon in degrees."""

    number: int
    code: str
    shape: shapely.Geometry


class Lookup:
    """Look-up in a fixed set of areas. Building takes seconds for thousands of them: build once, share.

    The cells are 2^level per side of the bounding box. A cell's value is 0 (no area), n > 0 (the area of rank n - 1,
    all over the cell), or n < 0: candidates to be tried in order of code, from index ``-n - 1`` of ``_lists``.
    """

    def __init__(self, areas: Sequence[Area]) -> None:
        ordered = sorted(areas, key=lambda a: (a.code, a.number))
        self._shapes = np.array([a.shape for a in ordered], object)
        self._numbers = np.array([a.number for a in ordered], np.int32)
        self._level = _level(len(ordered))
        self._side = 1 << self._level
        if not len(ordered):
            return
        shapely.prepare(self._shapes)
        west, south, east, north = shapely.total_bounds(self._shapes)
        self._origin = np.array([west, south])
        self._cell = np.maximum(np.array([east - west, north - south]) / self._side, 1e-9)
        self._cells, self._lists = self._raster(*self._rasterise())

    def numbers_at(self, lon: Floats, lat: Floats) -> Ints:
        """The number of the area at each place, 0 where there is none; arrays of equal length in degrees."""
        found = np.zeros(len(lon), np.int32)
        if not len(self._shapes):
            return found
        xy = (np.column_stack((lon, lat)) - self._origin) / self._cell
        # The northern and eastern border belongs to the last cell.
        inside = ((xy >= -1e-6) & (xy <= self._side + 1e-6)).all(axis=1)
        ix, iy = np.clip(np.where(inside[:, None], xy, 0).astype(np.int64), 0, self._side - 1).T
        value = np.where(inside, self._cells[iy, ix], 0)
        sure = value > 0
        found[sure] = self._numbers[value[sure] - 1]
        self._try_candidates(found, np.flatnonzero(value < 0), value, lon, lat)
        return found

    def _try_candidates(self, found: Ints, open_: NDArray[np.int64], value: Ints, lon: Floats, lat: Floats) -> None:
        """Exact test, candidate after candidate in order of code, for the places still without an answer."""
        at = -value[open_] - 1
        while len(open_):
            rank = self._lists[at]
            hit = shapely.intersects_xy(self._shapes[rank], lon[open_], lat[open_])
            found[open_[hit]] = self._numbers[rank[hit]]
            go_on = ~hit & (self._lists[at + 1] >= 0)
            open_, at = open_[go_on], at[go_on] + 1

    def _rasterise(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
        """Touched cells (flat index) with rank and whether the area fills the cell: a quadtree walked level by level,
        all areas at once, going down only along borders."""
        rank = np.arange(len(self._shapes))
        x, y = np.zeros_like(rank), np.zeros_like(rank)
        done: list[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]] = []
        for level in range(self._level + 1):
            boxes = self._boxes(x, y, level)
            touched = shapely.intersects(self._shapes[rank], boxes)
            rank, x, y, boxes = rank[touched], x[touched], y[touched], boxes[touched]
            full = shapely.contains_properly(self._shapes[rank], boxes)
            ends = full if level < self._level else np.ones_like(full)
            done.append(self._spread(rank[ends], x[ends], y[ends], full[ends], level))
            rank, x, y = rank[~ends].repeat(4), x[~ends].repeat(4) * 2, y[~ends].repeat(4) * 2
            x[1::2] += 1
            y[2::4] += 1
            y[3::4] += 1
        cells, ranks, fulls = zip(*done, strict=True)
        return np.concatenate(cells), np.concatenate(ranks), np.concatenate(fulls)

    def _boxes(self, x: NDArray[np.int64], y: NDArray[np.int64], level: int) -> NDArray[np.object_]:
        """Slightly larger than the blocks, so that rounding can never put a place into a cell that does not know it."""
        size, slack = self._cell * (1 << (self._level - level)), self._cell * 1e-3
        west, south = self._origin[0] + x * size[0], self._origin[1] + y * size[1]
        boxes: NDArray[np.object_] = shapely.box(
            west - slack[0], south - slack[1], west + size[0] + slack[0], south + size[1] + slack[1]
        )
        return boxes

    def _spread(
        self, rank: NDArray[np.int64], x: NDArray[np.int64], y: NDArray[np.int64], full: NDArray[np.bool_], level: int
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
        """A block of a higher level as the cells it is made of."""
        width = 1 << (self._level - level)
        dx, dy = (d.ravel() for d in np.meshgrid(np.arange(width), np.arange(width)))
        cells = ((y * width)[:, None] + dy) * self._side + (x * width)[:, None] + dx
        return cells.ravel(), rank.repeat(width * width), full.repeat(width * width)

    def _raster(
        self, cells: NDArray[np.int64], ranks: NDArray[np.int64], full: NDArray[np.bool_]
    ) -> tuple[Ints, NDArray[np.int64]]:
        order = np.lexsort((ranks, cells))
        cells, ranks, full = cells[order], ranks[order], full[order]
        first = np.flatnonzero(np.concatenate(([True], cells[1:] != cells[:-1])))
        raster = np.zeros(self._side * self._side, np.int32)
        sure = full[first]
        raster[cells[first[sure]]] = ranks[first[sure]] + 1
        # Each list of candidates ends with -1, so a -1 is put behind the last entry of every cell.
        ends = np.concatenate((first[1:], [len(cells)]))
        lists = np.insert(ranks, ends, -1)
        unsure = np.flatnonzero(~sure)
        raster[cells[first[unsure]]] = -(first[unsure] + unsure) - 1
        return raster.reshape(self._side, self._side), lists


def _level(areas: int) -> int:
    cells = max(_CELLS_PER_AREA_SIDE * sqrt(areas), 1.0)
    return int(np.clip(np.ceil(np.log2(cells)), MIN_LEVEL, MAX_LEVEL))
