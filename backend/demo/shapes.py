"""Cutting a shape into parts that leave no gap and do not overlap, with borders that look grown, not drawn.

Every border line is made once and used by both neighbours; faces come from the lines, so they fit by construction.
All coordinates are metres.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise

import numpy as np
import shapely
from shapely import LineString, MultiPoint, Point, Polygon

from backend.demo.plane import Floats

STEP = 450.0
"""Borders bend about this often; finer would only make the phones' reference data heavier."""


def rough(a: Floats, b: Floats, random: np.random.Generator, bend: float) -> Floats:
    """A line from ``a`` to ``b`` (n, 2) whose midpoints are pushed aside, again and again."""
    length = float(np.hypot(*(b - a)))
    if length < STEP:
        return np.array([a, b])
    across = np.array([a[1] - b[1], b[0] - a[0]])
    middle = (a + b) / 2 + across * float(np.clip(random.normal(0, bend), -2 * bend, 2 * bend))
    return np.vstack([rough(a, middle, random, bend), rough(middle, b, random, bend)[1:]])


def smooth(line: Floats, times: int = 2) -> Floats:
    """The line with its corners cut (Chaikin's algorithm); the ends stay."""
    for _ in range(times):
        near, far = 0.75 * line[:-1] + 0.25 * line[1:], 0.25 * line[:-1] + 0.75 * line[1:]
        middle = np.stack([near, far], axis=1).reshape(-1, 2)
        line = np.vstack([line[:1], middle, line[-1:]])
    return line


def rough_ring(corners: Floats, random: np.random.Generator, bend: float) -> Polygon:
    closed = np.vstack([corners, corners[:1]])
    parts = [rough(a, b, random, bend)[:-1] for a, b in pairwise(closed)]
    return Polygon(np.vstack(parts))


def partition(outline: Polygon, seeds: Floats, random: np.random.Generator) -> list[Polygon]:
    """One part of ``outline`` around each of ``seeds`` (n, 2), in their order.

    Raises:
        ValueError: the seeds are so placed that no clean cut was found.
    """
    for bend in np.linspace(0.10, 0.0, 20):
        parts = cut(outline, _borders(outline, seeds, random, float(bend)), seeds)
        if parts is not None:
            return parts
    raise ValueError("no partition without crossings was found")


def cut(outline: Polygon, borders: Iterable[Floats], seeds: Floats) -> list[Polygon] | None:
    """The part around every seed when ``borders`` cut ``outline``. None: these borders make no clean cut.

    A border that strays over the outline would add a vertex there that the neighbour outside does not have.
    """
    lines = [LineString(border) for border in borders]
    if not all(outline.covers(line) for line in lines):
        return None
    network = shapely.union_all([outline.boundary, *lines])
    found = shapely.polygonize(shapely.get_parts(network))
    return _assign([face for face in found.geoms if outline.contains(face.representative_point())], seeds)


def _assign(parts: list[Polygon], seeds: Floats) -> list[Polygon] | None:
    """The face of every seed; leftover faces join the neighbour they share most border with."""
    owners = [[i for i, part in enumerate(parts) if part.contains(Point(seed))] for seed in seeds]
    if any(len(owner) != 1 for owner in owners) or len({owner[0] for owner in owners}) < len(seeds):
        return None
    chosen = [parts[owner[0]] for owner in owners]
    taken = {owner[0] for owner in owners}
    for part in (part for i, part in enumerate(parts) if i not in taken):
        shared = [part.boundary.intersection(other.boundary).length for other in chosen]
        nearest = int(np.argmax(shared))
        chosen[nearest] = chosen[nearest].union(part)
    return chosen if all(isinstance(part, Polygon) and part.is_valid for part in chosen) else None


def _borders(outline: Polygon, seeds: Floats, random: np.random.Generator, bend: float) -> list[Floats]:
    edges = shapely.voronoi_polygons(MultiPoint(seeds), extend_to=outline, only_edges=True)
    return [
        rough(_to_vertex(a, outline), _to_vertex(b, outline), random, bend)
        for a, b in _segments(shapely.intersection(edges, outline))
    ]


def _segments(lines: shapely.Geometry) -> Iterator[tuple[Floats, Floats]]:
    for line in shapely.get_parts(lines):
        points = shapely.get_coordinates(line)
        yield from pairwise(points)


def _to_vertex(point: Floats, outline: Polygon) -> Floats:
    """A border that reaches the outline ends in one of its vertices: a new one would leave a gap of a rounding."""
    if outline.boundary.distance(Point(point)) > 1.0:
        return point
    return nearest_vertex(outline, point)


def nearest_vertex(ring: Polygon, point: Floats) -> Floats:
    vertices = shapely.get_coordinates(ring)
    nearest: Floats = vertices[np.argmin(((vertices - point) ** 2).sum(axis=1))]
    return nearest
