"""The shape of the demonstration county: outline, towns, villages, duty zones. Pure; the same seed, the same county."""

import numpy as np
import shapely
from msgspec import Struct
from shapely import LineString, MultiPoint, Point, Polygon

from backend.demo import shapes
from backend.demo.names import (
    COUNTY_CODE,
    COUNTY_NAME,
    EMPOWERED,
    TOWNS,
    VILLAGE_FIRST,
    VILLAGE_SECOND,
    Town,
)
from backend.demo.plane import Floats, metres, shape_in_degrees

SIDES = (("西片", "东片"), ("西片", "北片", "东片"))
"""Names of the duty zones around the market town of a smaller and of a bigger team, clockwise from the south."""


class Area(Struct, frozen=True, kw_only=True):
    """One area as it will be imported; ``shape`` in degrees."""

    kind: str
    code: str
    name: str
    town_code: str | None
    shape: Polygon


def county(seed: int) -> list[Area]:
    """Every area of the county."""
    random = np.random.default_rng([seed, 1])
    outline = _outline(random)
    towns = shapes.partition(outline, metres(np.array([town.seat for town in TOWNS])), random)
    areas = [_area("county", COUNTY_CODE, COUNTY_NAME, None, outline)]
    for town, shape in zip(TOWNS, towns, strict=True):
        areas.append(_area("town", town.code, town.name, town.code, shape))
    for number, (town, shape) in enumerate(zip(TOWNS, towns, strict=True)):
        areas += _villages(town, shape, np.random.default_rng([seed, 2, number]))
        if town in EMPOWERED:
            areas += _duty_zones(town, shape, np.random.default_rng([seed, 3, number]))
    return areas


def _area(kind: str, code: str, name: str, town_code: str | None, shape: Polygon) -> Area:
    return Area(kind=kind, code=code, name=name, town_code=town_code, shape=shape_in_degrees(shape))


def _outline(random: np.random.Generator) -> Polygon:
    """A belt around the towns' seats: an outline of our own making."""
    seats = MultiPoint(metres(np.array([town.seat for town in TOWNS])))
    belt = shapely.concave_hull(seats, ratio=0.6).buffer(6200).simplify(1500)
    return shapes.rough_ring(shapely.get_coordinates(belt)[:-1], random, 0.10)


def _villages(town: Town, shape: Polygon, random: np.random.Generator) -> list[Area]:
    count = int(np.clip(shape.area / 12e6, 4, 9))
    seat = metres(np.array(town.seat))
    parts = shapes.partition(shape, _spread(shape, seat, count, random), random)
    picked = random.choice(len(VILLAGE_FIRST) * len(VILLAGE_SECOND), count, replace=False)
    names = [VILLAGE_FIRST[n // 10] + VILLAGE_SECOND[n % 10] + "村" for n in picked]
    names[0] = "集镇社区"
    return [
        _area("village", f"{town.code}{200 + n:03d}" if n else f"{town.code}001", name, town.code, part)
        for n, (name, part) in enumerate(zip(names, parts, strict=True))
    ]


def _spread(shape: Polygon, first: Floats, count: int, random: np.random.Generator) -> Floats:
    """``count`` places inside, far from one another and from the border; the first is given."""
    west, south, east, north = shape.bounds
    places = [first]
    while len(places) < count:
        tries = random.uniform((west, south), (east, north), (60, 2))
        inside = tries[shapely.contains_xy(shape.buffer(-500), tries)]
        if len(inside):
            apart = np.min(np.linalg.norm(inside[:, None] - np.array(places)[None], axis=2), axis=1)
            places.append(inside[np.argmax(apart)])
    return np.array(places)


def _duty_zones(town: Town, shape: Polygon, random: np.random.Generator) -> list[Area]:
    """责任勤务区: the market town in the middle, two or three parts around it."""
    sides = SIDES[town.team > 22]
    seat = metres(np.array(town.seat))
    for bend in np.linspace(0.10, 0.0, 20):
        parts = _around(shape, seat, len(sides), random, float(bend))
        if parts is not None:
            names = [f"{town.name}{part}勤务区" for part in ("集镇", *sides)]
            return [
                _area("duty_zone", f"{town.code}-Q{n + 1:02d}", name, town.code, part)
                for n, (name, part) in enumerate(zip(names, parts, strict=True))
            ]
    raise ValueError(f"no duty zones without crossings were found for {town.code}")


def _around(shape: Polygon, seat: Floats, sides: int, random: np.random.Generator, bend: float) -> list[Polygon] | None:
    """The middle and ``sides`` sectors around it, clockwise from the south. None: no clean cut this time."""
    radius = min(1400.0, 0.6 * shape.boundary.distance(Point(seat)))
    reach = radius * random.uniform(0.8, 1.1, (9, 1))
    middle = shapes.rough_ring(seat + reach * _directions(np.linspace(0, 360, 10)[:-1]), random, bend)
    borders = [shapely.get_coordinates(middle)]
    for bearing in 180 + np.arange(sides) * 360 / sides:
        inner = shapes.nearest_vertex(middle, seat + radius * _directions(bearing))
        borders.append(shapes.rough(inner, _exit(shape, seat, inner), random, bend))
    seeds = np.vstack([seat, seat + 1.4 * radius * _directions(180 + (np.arange(sides) + 0.5) * 360 / sides)])
    return shapes.cut(shape, borders, seeds)


def _directions(bearing: Floats | float) -> Floats:
    """Unit vectors (…, 2) for compass bearings in degrees."""
    angle = np.radians(bearing)
    return np.stack([np.sin(angle), np.cos(angle)], axis=-1)


def _exit(shape: Polygon, seat: Floats, inner: Floats) -> Floats:
    """The vertex of the town's border where the way outwards first meets it."""
    far = seat + (inner - seat) / np.hypot(*(inner - seat)) * 60_000
    crossings = shapely.get_coordinates(shape.boundary.intersection(LineString([inner, far])))
    first = crossings[np.argmin(((crossings - inner) ** 2).sum(axis=1))]
    return shapes.nearest_vertex(shape, first)
