"""What the demonstration's map shows: rivers, roads, houses, and the places people go by. Pure; metres inside."""

import numpy as np
import shapely
from msgspec import Struct
from shapely import LineString, Polygon, STRtree

from backend.demo import roads, shapes, streets
from backend.demo.county import Area
from backend.demo.names import EMPOWERED, TOWNS, Town, short
from backend.demo.plane import Floats, metres, shape_in_degrees

KEPT_DRY = 1250.0
"""Metres around every market town that no river enters, so that nobody on foot has to swim."""
_SPOTS = ("农贸市场", "中心小学", "卫生院", "文化广场", "公交站", "派出所", "综合行政执法队", "老街口")


class Feature(Struct, frozen=True, kw_only=True):
    """One thing on the map; ``shape`` in degrees."""

    kind: str
    name: str
    rank: int
    shape: shapely.Geometry


def ground(seed: int, areas: list[Area]) -> list[Feature]:
    """Everything on the map of the county."""
    (outline,) = [area.shape for area in areas if area.kind == "county"]
    rivers = _rivers(seed, shapely.transform(outline, metres))
    ways = [*roads.between_towns(seed), *(road for town in TOWNS for road in roads.to_villages(seed, town, areas))]
    found = [_feature("water", name, rank, shape) for name, rank, shape in rivers]
    found += [_feature("road", road.name, road.rank, LineString(road.line)) for road in ways]
    water = shapely.union_all([shape for _, _, shape in rivers])
    country = STRtree([LineString(road.line) for road in ways])
    for town in TOWNS:
        found += _town(seed, town, areas, country, water)
    return found


def _feature(kind: str, name: str, rank: int, shape: shapely.Geometry) -> Feature:
    return Feature(kind=kind, name=name, rank=rank, shape=shape_in_degrees(shape))


def _town(seed: int, town: Town, areas: list[Area], country: STRtree, water: shapely.Geometry) -> list[Feature]:
    net, random = roads.net_of(seed, town), np.random.default_rng([seed, 9, int(town.code)])
    found = [_feature("road", edge.street, 2, LineString(edge.line)) for edge in net.edges]
    crossings = list(net.at)
    for spot, number in zip(_SPOTS, random.choice(len(crossings), len(_SPOTS), replace=False), strict=True):
        edge = net.at[crossings[int(number)]][0]
        found.append(_feature("place", f"{short(town)}{spot}", 0, shapely.Point(edge.line[2] + 18)))
    villages = [area for area in areas if area.kind == "village" and area.town_code == town.code][1:]
    for village in villages:
        place = metres(np.array(village.shape.representative_point().coords[0]))
        found.append(_feature("place", f"{village.name}委会", 1, shapely.Point(place + 15)))
    if town in EMPOWERED:
        ends = [road.line[::-1] for road in roads.to_villages(seed, town, areas)]
        houses = [house for edge in net.edges for house in _row(edge.line, streets.length_of(edge.line), random)]
        houses += [house for line in ends for house in _row(line, 320.0, random)]
        own = STRtree([LineString(edge.line) for edge in net.edges])
        found += [_feature("building", "", 0, house) for house in _standing(houses, (own, country), water)]
    return found


def _row(line: Floats, length: float, random: np.random.Generator) -> list[Polygon]:
    """Houses on both sides along the first ``length`` metres, some plots empty."""
    houses, end = [], min(length, streets.length_of(line)) - 8
    for side in (-1, 1):
        at = random.uniform(8, 16)
        while at < end:
            width, depth = random.uniform(8, 18), random.uniform(8, 13)
            if random.random() < 0.8:
                houses.append(_house(line, at + width / 2, side * (depth / 2 + random.uniform(7, 10)), width, depth))
            at += width + random.choice([1.0, 2.0, 5.0, 14.0], p=[0.4, 0.3, 0.2, 0.1])
    return houses


def _house(line: Floats, at: float, aside: float, width: float, depth: float) -> Polygon:
    here, there = streets.along(line, np.array([at, at + 1.0]))
    ahead = there - here
    ahead = ahead / (float(np.hypot(*ahead)) or 1.0)
    left = np.array([-ahead[1], ahead[0]])
    middle = here + left * aside
    corners = [middle + ahead * width / 2 * a + left * depth / 2 * b for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
    return Polygon(corners)


def _standing(houses: list[Polygon], ways: tuple[STRtree, ...], water: shapely.Geometry) -> list[Polygon]:
    """Those that stand on no road, in no water and not in one another."""
    all_of_them = np.array(houses)
    hit = shapely.intersects(all_of_them, water)
    for tree in ways:
        hit[tree.query(all_of_them, predicate="dwithin", distance=4.0)[0]] = True
    dry = all_of_them[~hit]
    pairs = STRtree(dry).query(dry, predicate="intersects")
    later = np.unique(pairs[1][pairs[0] < pairs[1]])
    return list(np.delete(dry, later))


def _rivers(seed: int, outline: Polygon) -> list[tuple[str, int, shapely.Geometry]]:
    """A river from the south to the north of the county, and two brooks that join it. Name, rank, shape in metres."""
    random = np.random.default_rng([seed, 10])
    west, south, east, north = outline.bounds
    middle = (west + east) / 2
    river = _course(np.array([middle - 2500, south - 500]), np.array([middle + 2500, north + 500]), random)
    brooks = [
        _course(np.array([side, south + (north - south) * share]), river[int(len(river) * (share + 0.12))], random)
        for side, share in ((west - 500, 0.3), (east + 500, 0.55))
    ]
    widths = (("大溪江", 0, river, 32.0), ("西溪", 1, brooks[0], 9.0), ("东溪", 1, brooks[1], 9.0))
    return [(name, rank, LineString(line).buffer(half).intersection(outline)) for name, rank, line, half in widths]


def _course(start: Floats, end: Floats, random: np.random.Generator) -> Floats:
    """A winding line that keeps away from the market towns."""
    line = shapely.segmentize(LineString(shapes.rough(start, end, random, 0.16)), 120.0)
    course = shapely.get_coordinates(line)
    for town in TOWNS:
        course = _around(course, metres(np.array(town.seat)))
    found: Floats = shapely.get_coordinates(LineString(course).simplify(10.0))
    return found


def _around(course: Floats, seat: Floats) -> Floats:
    """What lies within ``KEPT_DRY`` of a market town, replaced by the shorter arc around it."""
    inside = np.flatnonzero(np.hypot(*(course - seat).T) < KEPT_DRY)
    if not len(inside):
        return course
    first, last = max(inside[0] - 1, 0), min(inside[-1] + 1, len(course) - 1)
    start, end = (np.arctan2(*(course[i] - seat)[::-1]) for i in (first, last))
    turn = (end - start + np.pi) % (2 * np.pi) - np.pi
    angles = start + turn * np.linspace(0, 1, 24)
    arc = seat + KEPT_DRY * np.stack([np.cos(angles), np.sin(angles)], axis=-1)
    return np.vstack([course[: first + 1], arc, course[last:]])
