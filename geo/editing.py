"""Changing borders of zones by hand: cutting one by a line, joining neighbours, laying a border onto its neighbours'.

Shapes are valid polygons and multipolygons of one plane in metres, in which straight borders are straight (see
``metric.stretched``). What comes out covers the same ground as what went in, to the rounding of coordinates: no gap and
no overlap arises, and nothing is simplified.
"""

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Geometry, GeometryType, STRtree

from geo.areas import joined
from geo.topology import NOISE_M2, areal, faults, filled

Shapes = NDArray[np.object_]
Floats = NDArray[np.float64]

SAME_DEGREES = 1e-10
"""About a hundredth of a millimetre."""
TOUCHING_M = 1e-3
"""Neighbours that meet only but for rounding are neighbours."""
MOST_PARTS = 50
"""More come from a line that runs to and fro over a border, and not from somebody who wants so many zones."""


class NotCut(ValueError):
    """The line does not run from border to border, or makes more than fifty parts."""


class NotNeighbours(ValueError):
    """What is to be joined does not hang together."""


def split(shape: Geometry, line: Geometry) -> list[Geometry]:
    """The parts into which a line cuts a zone, the largest first.

    A part of a multipolygon that the line does not cut stays with the largest part of what it cuts.

    Raises:
        NotCut
    """
    parts = shapely.get_parts(shape)
    cut = [_cut(part, line) for part in parts]
    pieces = [p for pieces in cut if len(pieces) > 1 for p in pieces]
    whole = [pieces[0] for pieces in cut if len(pieces) == 1]
    if not 2 <= len(pieces) <= MOST_PARTS:
        raise NotCut
    pieces.sort(key=lambda p: (-p.area, *p.bounds))
    return [areal(joined([pieces[0], *whole])), *pieces[1:]]


def _cut(polygon: Geometry, line: Geometry) -> list[Geometry]:
    """The faces of border and line together that lie within the polygon."""
    if not shapely.intersects(polygon, line):
        return [polygon]
    lines = shapely.union(shapely.boundary(polygon), line)
    faces = shapely.get_parts(shapely.polygonize(list(shapely.get_parts(lines))))
    inside = faces[shapely.contains_properly(polygon, shapely.point_on_surface(faces))]
    # A sliver of rounding is no part that anybody meant.
    if len(inside) < 2 or (shapely.area(inside) <= NOISE_M2).any():
        return [polygon]
    return list(inside)


def merge(shapes: Shapes) -> Geometry:
    """One zone of several that hang together; a corner is not enough. Cracks of rounding between them are closed.

    Raises:
        NotNeighbours
    """
    left, met = list(range(1, len(shapes))), [0]
    for one in met:
        beside = [i for i in left if _beside(shapes[one], shapes[i])]
        left = [i for i in left if i not in beside]
        met.extend(beside)
    if left:
        raise NotNeighbours
    whole = joined(shapes)
    cracks = [f.ground for f in faults(shapes) if f.missing and f.ground.area < NOISE_M2 * len(shapes)]
    return areal(joined([whole, *cracks]))


def _beside(one: Geometry, other: Geometry) -> bool:
    """Whether they share ground or a border, and not only a point."""
    if not shapely.dwithin(one, other, TOUCHING_M):
        return False
    near = shapely.intersection(shapely.boundary(one), shapely.buffer(other, TOUCHING_M))
    return bool(shapely.length(near) > 4 * TOUCHING_M)


def fitted(shape: Geometry, neighbours: Shapes, within_m: float) -> Geometry:
    """The zone with its border laid onto its neighbours' wherever the two are no more than so far apart, and without
    the ground that neighbours have. Neighbours stay as they are.

    The zone as it is, less its neighbours, where laying its border elsewhere would make it cross itself. No ground is
    won further than twice that from what of the zone no neighbour has.
    """
    if not len(neighbours):
        return shape
    borders = _lines(shapely.boundary(neighbours))
    laid = shape
    if shapely.dwithin(shape, borders, within_m):
        laid = shapely.multipolygons([_laid(part, borders, within_m) for part in shapely.get_parts(shape)])
    if not is_areal(laid):
        laid = shape
    theirs = joined(neighbours)
    rest = areal(shapely.difference(laid, theirs))
    reach = shapely.buffer(shapely.difference(shape, theirs), 2 * within_m)
    if not shapely.covers(reach, rest):
        # Its border ran inside a neighbour's and was laid onto it: the strip beside that was never the zone's.
        rest = areal(shapely.intersection(rest, reach))
    cracks = [crack for crack in _enclosed(rest, neighbours, within_m) if shapely.covers(reach, crack)]
    return areal(joined([rest, *cracks]))


def _lines(borders: Shapes) -> Geometry:
    return shapely.multilinestrings(shapely.get_parts(borders))


def _laid(polygon: Geometry, borders: Geometry, within_m: float) -> Geometry:
    corners = shapely.get_coordinates(borders)
    near = shapely.dwithin(shapely.points(corners), shapely.boundary(polygon), 2 * within_m)
    rings = [
        _laid_ring(shapely.get_coordinates(r), borders, corners[near], within_m) for r in shapely.get_rings(polygon)
    ]
    holes = [r for r in rings[1:] if len(r) >= 4]
    return shapely.Polygon(rings[0], holes) if len(rings[0]) >= 4 else shapely.Polygon()


def _laid_ring(ring: Floats, borders: Geometry, corners: Floats, within_m: float) -> Floats:
    """Corners go to the nearest corner of the borders, or else onto them; then corners of borders beside an edge become
    corners of it."""
    laid = np.array([_onto(place, borders, corners, within_m) for place in ring[:-1]])
    out = []
    for a, b in zip(laid, np.roll(laid, -1, axis=0), strict=True):
        out += [a, *_beside_edge(a, b, corners, within_m)]
    kept = [p for i, p in enumerate(out) if (p != out[i - 1]).any()]
    return np.array([*kept, *kept[:1]])


def _onto(place: Floats, borders: Geometry, corners: Floats, within_m: float) -> Floats:
    apart = np.hypot(*(corners - place).T)
    if len(corners) and apart.min() <= within_m:
        nearest: Floats = corners[apart.argmin()]
        return nearest
    point = shapely.points(place)
    if shapely.distance(point, borders) > within_m:
        return place
    foot = shapely.line_interpolate_point(borders, shapely.line_locate_point(borders, point))
    on: Floats = shapely.get_coordinates(foot)[0]
    return on


def _beside_edge(a: Floats, b: Floats, corners: Floats, within_m: float) -> list[Floats]:
    """Corners of borders that lie beside the inside of an edge, in the order in which it passes them."""
    way = b - a
    long = float(np.hypot(*way))
    if not len(corners) or not long:
        return []
    along = (corners - a) @ way / long
    off = np.abs((corners - a) @ np.array([-way[1], way[0]])) / long
    beside = np.flatnonzero((off <= within_m) & (along > TOUCHING_M) & (along < long - TOUCHING_M))
    return list(corners[beside[np.argsort(along[beside])]])


def _enclosed(shape: Geometry, neighbours: Shapes, within_m: float) -> list[Geometry]:
    """Thin cracks between the shape and its neighbours, all around closed."""
    around = np.append(neighbours[shapely.dwithin(neighbours, shape, within_m)], np.array([shape], object))
    together = joined(around)
    holes = shapely.get_parts(areal(shapely.difference(filled(together), together)))
    mine = holes[shapely.dwithin(holes, shape, TOUCHING_M)]
    return [h for h in mine if 2 * h.area < within_m * h.length]


def as_before(shapes: Shapes, known: Shapes, within: float = SAME_DEGREES) -> Shapes:
    """Shapes whose corners are those of ``known`` to the last digit where they differ by rounding alone, after a way
    there and back between planes."""
    corners = np.unique(shapely.get_coordinates(known), axis=0)
    tree = STRtree(shapely.points(corners))

    def snapped(xy: Floats) -> Floats:
        moved = xy.copy()
        mine, theirs = tree.query_nearest(shapely.points(xy), max_distance=within, all_matches=False)
        moved[mine] = corners[theirs]
        return moved

    same: Shapes = shapely.transform(shapes, snapped)
    return same


def is_areal(shape: Geometry) -> bool:
    """A valid polygon or multipolygon that is not empty."""
    kinds = (GeometryType.POLYGON, GeometryType.MULTIPOLYGON)
    return bool(shapely.get_type_id(shape) in kinds and not shapely.is_empty(shape) and shapely.is_valid(shape))
