"""A made-up county of many areas, and places in it that are hard to assign.

Corners lie on multiples of 2^-20 degrees (10 cm), so that places exactly on an edge can be written as numbers:
a + k/2^16 · (b - a) loses no bit.
"""

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.lookup import Area

Shapes = NDArray[np.object_]
Floats = NDArray[np.float64]
WEST, SOUTH, SIZE = 120.0, 29.25, 1.0
_GRAIN = 2.0**-20


def cells(count: int, seed: int, vertices: int = 60) -> Shapes:
    """Irregular areas without a gap or an overlap between them, of about so many corners each."""
    county, rng = shapely.box(WEST, SOUTH, WEST + SIZE, SOUTH + SIZE), np.random.default_rng(seed)
    seeds = shapely.multipoints(np.add(rng.random((count, 2)) * SIZE, [WEST, SOUTH]))
    parts = shapely.intersection(shapely.get_parts(shapely.voronoi_polygons(seeds, extend_to=county)), county)
    # A circle of the same area is about an eighth shorter than these.
    step = 4 * SIZE / np.sqrt(count) / vertices
    rough = shapely.transform(shapely.segmentize(parts, step), _wobble)
    return rough[shapely.is_valid(rough)]


def _wobble(xy: Floats) -> Floats:
    """Move every corner by some metres, the same way for both neighbours, and onto the grain; the frame stays."""
    inner = ((xy > [WEST, SOUTH]) & (xy < [WEST + SIZE, SOUTH + SIZE])).all(axis=1)[:, None]
    shift = np.column_stack((np.sin(xy[:, 1] * 9e4), np.cos(xy[:, 0] * 9e4))) * 2e-5
    moved: Floats = np.round((xy + shift * inner) / _GRAIN) * _GRAIN
    return moved


def areas(count: int, seed: int, vertices: int = 60) -> list[Area]:
    """The cells, some with a hole, some joined with a far one to a multipolygon, and some areas over the others."""
    rng = np.random.default_rng(seed)
    shapes = list(cells(count, seed, vertices))
    for i in range(0, len(shapes) - 3, 10):
        shapes[i] = shapely.difference(shapes[i], _diamond(shapes[i], 0.3))
        shapes[i + 1] = shapely.union_all([shapes[i + 1], _diamond(shapes[(i + 7) % len(shapes)], 0.2)])
        shapes.append(_diamond(shapes[i + 2], 2.0))
    codes = rng.permutation(len(shapes))
    return [Area(n + 1, f"{codes[n]:06}", shape) for n, shape in enumerate(shapes) if shape.is_valid]


def _diamond(shape: shapely.Geometry, share: float) -> shapely.Geometry:
    """A small area on the grain within (or, with a large share, around) the middle of another."""
    x, y = np.round(shapely.get_coordinates(shapely.point_on_surface(shape))[0] / _GRAIN) * _GRAIN
    r = max(np.round(np.sqrt(shape.area) / 4 * share / _GRAIN), 1) * _GRAIN
    return shapely.Polygon([(x - r, y), (x, y - r), (x + r, y), (x, y + r)])


def places(within: list[Area], count: int, seed: int) -> tuple[Floats, Floats]:
    """Anywhere, some outside; a tenth exactly on corners, a fifth exactly on edges, a tenth a hair beside either."""
    rng = np.random.default_rng(seed)
    rings = shapely.get_rings(shapely.get_parts([a.shape for a in within]))
    corners, ring = shapely.get_coordinates(rings, return_index=True)
    first = np.flatnonzero(ring[:-1] == ring[1:])
    edge = first[rng.integers(0, len(first), count // 5)]
    along = rng.integers(0, 2**16, (len(edge), 1)) / 2**16
    on_edge = corners[edge] + (corners[edge + 1] - corners[edge]) * along
    on_corner = corners[rng.integers(0, len(corners), count // 10)]
    beside = on_edge[: count // 10] + rng.choice([-1, 0, 1], (count // 10, 2)) * 2.0**-46
    anywhere = rng.random((count - len(on_edge) - len(on_corner) - len(beside), 2)) * SIZE * 1.1 + [
        WEST - SIZE / 20,
        SOUTH - SIZE / 20,
    ]
    lon, lat = np.concatenate((anywhere, on_edge, on_corner, beside)).T
    return lon.copy(), lat.copy()


class Exact:
    """The definition, by GEOS alone: of the areas that cover a place, the one with the lowest code."""

    def __init__(self, within: list[Area]) -> None:
        ordered = sorted(within, key=lambda a: (a.code, a.number))
        self._shapes = np.array([a.shape for a in ordered], object)
        self._numbers = np.array([*(a.number for a in ordered), 0], np.int32)
        self._tree = shapely.STRtree(self._shapes)
        shapely.prepare(self._shapes)

    def numbers_at(self, lon: Floats, lat: Floats) -> NDArray[np.int32]:
        points = shapely.points(lon, lat)
        place, rank = self._tree.query(points)
        covered = shapely.covers(self._shapes[rank], points[place])
        best = np.full(len(lon), len(self._shapes))
        np.minimum.at(best, place[covered], rank[covered])
        return self._numbers[best]
