"""The country roads of the demonstration: from every market town to its villages, and from town to town."""

from itertools import combinations

import numpy as np
import shapely
from msgspec import Struct
from shapely import MultiPoint

from backend.demo import shapes, streets
from backend.demo.county import Area
from backend.demo.names import TOWNS, Town, short
from backend.demo.plane import Floats, metres

FARTHEST = 13_000.0
"""Metres; towns farther apart have no road of their own."""


class Road(Struct, frozen=True, eq=False):
    """``line`` (n, 2) in metres; ``rank`` 0 between towns, 1 to a village."""

    name: str
    rank: int
    line: Floats


def net_of(seed: int, town: Town) -> streets.Streets:
    """The streets of a town, the same for patrols, leads and the map."""
    return streets.streets(town, np.random.default_rng([seed, 4, int(town.code)]))


def to_villages(seed: int, town: Town, areas: list[Area]) -> list[Road]:
    """One road to each village outside the market town, from the middle of the town along its streets."""
    random = np.random.default_rng([seed, 7, int(town.code)])
    villages = [area for area in areas if area.kind == "village" and area.town_code == town.code][1:]
    ends = [metres(np.array(village.shape.representative_point().coords[0])) for village in villages]
    net = net_of(seed, town)
    names = [f"{village.name.removesuffix('村')}路" for village in villages]
    return [Road(name, 1, _from_the_middle(net, end, random)) for name, end in zip(names, ends, strict=True)]


def _from_the_middle(net: streets.Streets, end: Floats, random: np.random.Generator) -> Floats:
    gate = streets.outermost(net, end)
    inside = streets.way(net, (streets.SIZE // 2, streets.SIZE // 2), gate)
    return np.vstack([inside, shapes.smooth(shapes.rough(inside[-1], end, random, 0.10))])


def between_towns(seed: int) -> list[Road]:
    """A road along every edge of the towns' Delaunay triangulation that is not too long, from street to street."""
    seats = metres(np.array([town.seat for town in TOWNS]))
    nets = [net_of(seed, town) for town in TOWNS]
    edges = shapely.delaunay_triangles(MultiPoint(seats), only_edges=True)
    random = np.random.default_rng([seed, 8])
    found = []
    for a, b in combinations(range(len(TOWNS)), 2):
        middle = shapely.Point((seats[a] + seats[b]) / 2)
        if np.hypot(*(seats[a] - seats[b])) < FARTHEST and edges.distance(middle) < 1.0:
            start, end = (streets.place_of(nets[i], streets.outermost(nets[i], seats[j])) for i, j in ((a, b), (b, a)))
            line = shapes.smooth(shapes.rough(start, end, random, 0.08))
            found.append(Road(_named_after(TOWNS[a], TOWNS[b]), 0, line))
    return found


def _named_after(one: Town, other: Town) -> str:
    """枫店线 between 枫桥 and 店口: how such roads are called."""
    first, second = short(one)[0], short(other)[0]
    return f"{first}{short(other)[1] if first == second else second}线"
