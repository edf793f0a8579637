"""Shapes as cells of a square raster, built with arrays for all shapes at once.

Cells a border touches (and a thousandth of a cell around them, so that rounding can never hide one) are kept apart
from cells that lie wholly inside or outside: those are settled by one place of theirs.
"""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

Longs = NDArray[np.int64]
Ints = NDArray[np.int32]
Floats = NDArray[np.float64]
Shapes = NDArray[np.object_]

_SLACK = 1e-3
_PIECE = 0.5
"""Borders are cut into pieces of at most so many cells, each of which lies in no more than four cells."""


@dataclass(frozen=True, eq=False)
class Frame:
    """``side`` × ``side`` cells; the outermost ring of them lies outside every shape."""

    west: float
    south: float
    width: float
    height: float
    side: int

    def cells(self, x: Floats, y: Floats) -> Longs:
        """The cell (row · side + column) of each place; what lies outside falls into the outermost ring."""
        top = self.side - 1
        column = np.clip((x - self.west) / self.width, 0, top).astype(np.int64)
        return np.clip((y - self.south) / self.height, 0, top).astype(np.int64) * self.side + column

    def middles(self, cells: Longs) -> NDArray[np.object_]:
        row, column = np.divmod(cells, self.side)
        x, y = self.west + (column + 0.5) * self.width, self.south + (row + 0.5) * self.height
        points: NDArray[np.object_] = shapely.points(x, y)
        return points


def frame(shapes: Shapes, side: int) -> Frame:
    west, south, east, north = (float(v) for v in shapely.total_bounds(shapes))
    width, height = max((east - west) / (side - 2), 1e-9), max((north - south) / (side - 2), 1e-9)
    return Frame(west - width, south - height, width, height, side)


@dataclass(frozen=True, eq=False)
class Raster:
    """What is known of each cell of ``values``: 0, no shape; n > 0, the shape of rank n - 1, and no lower one, has all
    of it; n < 0, those to be tried stand in ``lists``, from index -n - 1 to the next -1, in order of rank."""

    frame: Frame
    values: Ints
    lists: Ints


def rasterise(shapes: Shapes, side: int) -> Raster:
    """The cells of polygons and multipolygons, which may overlap and whose order is their rank."""
    framed = frame(shapes, side)
    ranks, cells = _borders(shapes, framed)
    inside_ranks, inside_cells, starts = _inside(shapes, framed, cells)
    values = _fill(framed, cells, inside_ranks, inside_cells, starts)
    unsure = np.isin(inside_cells, cells)
    touched = np.unique(cells)
    values[touched], lists = _lists(
        np.concatenate((cells, inside_cells[unsure])), np.concatenate((ranks, inside_ranks[unsure]))
    )
    return Raster(framed, values, lists)


def _borders(shapes: Shapes, framed: Frame) -> tuple[Longs, Longs]:
    """Every pair of a shape's rank and a cell that its border touches, once."""
    xy, rank = _pieces(shapes, framed)
    low = np.minimum(xy[0], xy[1]) - _SLACK
    high = np.maximum(xy[0], xy[1]) + _SLACK
    (x0, y0), (x1, y1) = low.astype(np.int64), high.astype(np.int64)
    wide, tall = x0 != x1, y0 != y1
    columns = np.concatenate((x0, x1[wide], x0[tall], x1[wide & tall]))
    rows = np.concatenate((y0, y0[wide], y1[tall], y1[wide & tall]))
    ranks = np.concatenate((rank, rank[wide], rank[tall], rank[wide & tall]))
    pairs = ranks * framed.side**2 + rows * framed.side + columns
    # A border stays in a cell for several pieces; what repeats at once need not be sorted.
    pairs = np.unique(pairs[np.append(True, pairs[1:] != pairs[:-1])])
    return np.divmod(pairs, framed.side**2)


def _pieces(shapes: Shapes, framed: Frame) -> tuple[Floats, Longs]:
    """Both ends of every piece of border, in cells (2 × 2 × n: end, axis, piece), and the rank of its shape."""
    parts, of_shape = shapely.get_parts(shapes, return_index=True)
    rings, of_part = shapely.get_rings(parts, return_index=True)
    coordinates, of_ring = shapely.get_coordinates(rings, return_index=True)
    at = ((coordinates - [framed.west, framed.south]) / [framed.width, framed.height]).T
    edges = np.flatnonzero(of_ring[:-1] == of_ring[1:])
    first, step = at[:, edges], at[:, edges + 1] - at[:, edges]
    count = np.maximum(np.ceil(np.abs(step).max(axis=0) / _PIECE), 1).astype(np.int64)
    edge = np.repeat(np.arange(len(edges)), count)
    number = np.arange(len(edge)) - np.repeat(np.cumsum(count) - count, count)
    begin = first[:, edge] + step[:, edge] * (number / count[edge])
    end = first[:, edge] + step[:, edge] * ((number + 1) / count[edge])
    return np.stack((begin, end)), of_shape[of_part[of_ring[edges[edge]]]]


def _inside(shapes: Shapes, framed: Frame, border: Longs) -> tuple[Longs, Longs, Longs]:
    """Pairs of rank and cell for every cell asked; the cells asked are those with a border, and the first of every
    run along a row between two of them, for the rest of a run is like its first. Also: where runs begin."""
    bordered = np.zeros(framed.side**2, bool)
    bordered[border] = True
    starts = np.flatnonzero(bordered[:-1] & ~bordered[1:]) + 1
    asked = np.concatenate((np.flatnonzero(bordered), starts))
    which, rank = shapely.STRtree(shapes).query(framed.middles(asked), predicate="intersects")
    return rank.astype(np.int64), asked[which], starts


def _fill(framed: Frame, border: Longs, ranks: Longs, cells: Longs, starts: Longs) -> Ints:
    """Runs between borders with the lowest rank that has them; a run that reaches the end of a row is outside."""
    lowest = np.full(framed.side**2, np.iinfo(np.int32).max, np.int32)
    np.minimum.at(lowest, cells, ranks.astype(np.int32))
    marks = np.zeros(framed.side**2, bool)
    marks[border] = True
    marks[starts] = True
    marks[:: framed.side] = True
    begins = np.flatnonzero(marks)
    of_begin = lowest[begins]
    of_begin[of_begin == np.iinfo(np.int32).max] = -1
    return np.repeat(of_begin + 1, np.diff(begins, append=framed.side**2))


def _lists(cells: Longs, ranks: Longs) -> tuple[Ints, Ints]:
    """For every cell, in order, the index of its candidates as in ``Raster``, and their lists."""
    order = np.lexsort((ranks, cells))
    cells, ranks = cells[order], ranks[order]
    again = np.zeros(len(cells), bool)
    again[1:] = (cells[1:] == cells[:-1]) & (ranks[1:] == ranks[:-1])
    cells, ranks = cells[~again], ranks[~again]
    first = np.flatnonzero(np.concatenate(([True], cells[1:] != cells[:-1])))
    # Each list ends with -1, so a -1 is put behind the last entry of every cell.
    lists = np.insert(ranks.astype(np.int32), np.append(first[1:], len(cells)), -1)
    return (-(first + np.arange(len(first))) - 1).astype(np.int32), lists
