"""Faults of a set of zones that should lie side by side: overlaps, gaps, slivers, duplicates, strays.

Shapes are valid polygons and multipolygons in metres (EPSG:4549); areas are square metres. ``repairs`` proposes what to
do about each.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Geometry, GeometryType, STRtree

from geo import areas

Shapes = NDArray[np.object_]

NOISE_M2 = 0.01
"""Less is the rounding of coordinates."""
THIN_M = 2.0
"""Strips narrower than this come from one border drawn twice, and not from a dispute about ground."""
SAME = 0.99
"""Two zones that share so much of both are one zone delivered twice."""


class Flaw(StrEnum):
    OVERLAP = "overlap"
    GAP = "gap"
    SLIVER = "sliver"
    DUPLICATE = "duplicate"
    STRAY = "stray"


@dataclass(frozen=True, eq=False)
class Fault:
    """``zones`` by index, the lower first: the two that overlap, or all around a gap. ``ground`` is what they share or,
    where ``missing``, what nobody has; ``place`` lies within it."""

    flaw: Flaw
    zones: tuple[int, ...]
    ground: Geometry
    area_m2: float
    place: tuple[float, float]
    missing: bool = False


def faults(shapes: Shapes, outline: Geometry | None = None, thin_m: float = THIN_M) -> list[Fault]:
    """Overlaps and gaps, in order of zones. A gap is ground enclosed by zones; with an ``outline`` also ground within
    it that no zone has."""
    return _overlaps(shapes, thin_m) + _gaps(shapes, outline, thin_m)


def _overlaps(shapes: Shapes, thin_m: float) -> list[Fault]:
    found = []
    for overlap in areas.overlaps(shapes, NOISE_M2):
        first, second = shapes[overlap.first], shapes[overlap.second]
        ground = areal(shapely.intersection(first, second))
        same = overlap.area_m2 >= SAME * max(first.area, second.area)
        flaw = Flaw.DUPLICATE if same else Flaw.SLIVER if thin(ground, thin_m) else Flaw.OVERLAP
        found.append(Fault(flaw, (overlap.first, overlap.second), ground, overlap.area_m2, overlap.place))
    return found


def _gaps(shapes: Shapes, outline: Geometry | None, thin_m: float) -> list[Fault]:
    if not len(shapes):
        return []
    together = areas.joined(shapes)
    void = shapely.difference(filled(together) if outline is None else outline.union(filled(together)), together)
    holes = shapely.get_parts(areal(void))
    holes = holes[shapely.area(holes) > NOISE_M2]
    # Neighbours that met in a point only by rounding still are neighbours.
    hole, zone = STRtree(shapes).query(holes, predicate="dwithin", distance=1e-3)
    found = []
    for i, ground in enumerate(holes):
        x, y = shapely.get_coordinates(shapely.point_on_surface(ground))[0]
        around = tuple(sorted(zone[hole == i].tolist()))
        flaw = Flaw.SLIVER if thin(ground, thin_m) else Flaw.GAP
        found.append(Fault(flaw, around, ground, float(ground.area), (float(x), float(y)), missing=True))
    return sorted(found, key=lambda f: f.zones)


def filled(shape: Geometry) -> Geometry:
    """Without its holes."""
    return shapely.union_all(shapely.polygons(shapely.get_exterior_ring(shapely.get_parts(shape))))


def thin(ground: Geometry, thin_m: float) -> bool:
    """Whether a strip is narrower than this: its width is about twice its area over its length around."""
    return bool(2 * shapely.area(ground) < thin_m * shapely.length(ground))


def areal(shape: Geometry) -> Geometry:
    """What of a shape has an area, as a polygon or multipolygon; lines and points are dropped."""
    parts = shapely.get_parts(shapely.get_parts(shape))
    polygons = parts[shapely.get_type_id(parts) == GeometryType.POLYGON]
    return polygons[0] if len(polygons) == 1 else shapely.multipolygons(polygons)


def strays(codes: list[str], shapes: Shapes, owner_codes: list[str], owners: Shapes) -> list[Fault]:
    """Zones whose code begins with the code of one division although another holds most of their ground. ``zones`` is
    the index of the zone and that of the division which holds it; ``ground`` the zone itself."""
    best, share = areas.main_owner(shapes, owners)
    found = []
    for i, code in enumerate(codes):
        if best[i] < 0 or share[i] <= 0.5 or code.startswith(owner_codes[best[i]]):
            continue
        x, y = shapely.get_coordinates(shapely.point_on_surface(shapes[i]))[0]
        held = float(share[i] * shapes[i].area)
        found.append(Fault(Flaw.STRAY, (i, int(best[i])), shapes[i], held, (float(x), float(y))))
    return found
