"""Cutting, joining and fitting zones by hand: the ground stays the same, and nothing comes between neighbours."""

from itertools import combinations
from math import cos, pi, sin
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import example, given
from hypothesis import strategies as st
from shapely import LineString, MultiPolygon, Polygon, box

from geo import topology
from geo.editing import MOST_PARTS, NotCut, NotNeighbours, fitted, merge, split

Radii = st.lists(st.integers(40, 200), min_size=3, max_size=12)
Angle = st.floats(0, pi, allow_nan=False)


def array(*shapes: Any) -> Any:
    out = np.empty(len(shapes), object)
    out[:] = shapes
    return out


def star(radii: list[int], x: float = 0, y: float = 0) -> Polygon:
    """A zone of any number of corners about a place that lies within it."""
    angles = [2 * pi * i / len(radii) for i in range(len(radii))]
    return Polygon([(x + r * cos(a), y + r * sin(a)) for r, a in zip(radii, angles, strict=True)])


def through(angle: float, bend: int = 0) -> LineString:
    """A line through the middle, from far outside to far outside."""
    dx, dy = 500 * cos(angle), 500 * sin(angle)
    return LineString([(-dx, -dy), (-dy * bend / 500, dx * bend / 500), (dx, dy)])


@given(Radii, Angle, st.integers(-30, 30))
def test_the_parts_of_a_cut_zone_add_up_and_share_nothing_but_borders(
    radii: list[int], angle: float, bend: int
) -> None:
    zone = star(radii)
    parts = split(zone, through(angle, bend))
    assert len(parts) >= 2
    assert all(p.is_valid for p in parts)
    assert sum(p.area for p in parts) == pytest.approx(zone.area, abs=1e-6)
    assert shapely.union_all(parts).symmetric_difference(zone).area < 1e-6
    assert all(a.intersection(b).area < 1e-6 for a, b in combinations(parts, 2))
    assert [p.area for p in parts] == sorted((p.area for p in parts), reverse=True)


@given(Radii, Angle)
def test_joining_the_parts_again_gives_the_zone_back(radii: list[int], angle: float) -> None:
    zone = star(radii)
    whole = merge(array(*split(zone, through(angle))))
    assert whole.symmetric_difference(zone).area < 1e-6
    assert len(shapely.get_parts(whole)) == 1


@given(Radii, Radii, Angle)
@example([40, 132, 45], [40, 40, 40], 0.046875)
def test_a_cut_opens_no_gap_beside_the_neighbours(first: list[int], second: list[int], angle: float) -> None:
    """The line's ends lie on the neighbour's border, where the neighbour has no corner."""
    zone = star(first)
    ring = Polygon(box(-300, -300, 300, 300).exterior, [zone.exterior])
    parts = split(zone, through(angle))
    assert topology.faults(array(*parts, ring)) == []


@pytest.mark.parametrize(
    "line",
    [
        LineString([(200, 0), (300, 0)]),  # beside it
        LineString([(-200, 0), (0, 0)]),  # ends within
        LineString([(-200, 50), (200, 50)]),  # along its border
        LineString([(-200 + i, 60 * (-1) ** i) for i in range(2 * MOST_PARTS + 300)]),  # to and fro
    ],
)
def test_a_line_that_cuts_nothing_apart_is_refused(line: LineString) -> None:
    with pytest.raises(NotCut):
        split(box(-50, -50, 50, 50), line)


def test_a_part_that_is_not_cut_stays_with_the_largest_and_holes_stay_holes() -> None:
    ring = Polygon(box(0, 0, 100, 100).exterior, [box(60, 40, 70, 60).exterior])
    zone = MultiPolygon([ring, box(500, 0, 510, 10)])
    parts = split(zone, LineString([(30, -10), (30, 110)]))
    assert [round(p.area) for p in parts] == [7000 - 200 + 100, 3000]
    across = split(zone, LineString([(65, -10), (65, 110)]))
    assert sum(p.area for p in across) == pytest.approx(zone.area)


def test_only_neighbours_are_joined_and_a_corner_is_not_enough() -> None:
    near, corner, far = box(10, 0, 20, 10), box(10, 10, 20, 20), box(50, 0, 60, 10)
    assert merge(array(box(0, 0, 10, 10), near)).equals(box(0, 0, 20, 10))
    # Three that hang together through the one between them, in any order.
    assert merge(array(box(0, 0, 10, 10), corner, near)).area == pytest.approx(300)
    for other in (corner, far):
        with pytest.raises(NotNeighbours):
            merge(array(box(0, 0, 10, 10), other))


def test_a_crack_of_rounding_does_not_stay_in_a_joined_zone() -> None:
    left = Polygon([(0, 0), (10, 0), (10 - 1e-6, 5), (10, 10), (0, 10)])
    whole = merge(array(left, box(10, 0, 20, 10)))
    assert whole.area == pytest.approx(200)
    assert shapely.get_num_interior_rings(whole) == 0


@given(st.lists(st.floats(-1.5, 1.5, allow_nan=False), min_size=7, max_size=7))
def test_a_border_drawn_roughly_along_a_neighbours_is_laid_onto_it(sway: list[float]) -> None:
    neighbour = Polygon([(0, 0), (0, 100), (-50, 100), (-50, 0)])
    rough = [(s, 10 + 13 * i) for i, s in enumerate(sway)]
    zone = Polygon([(0.5, -0.7), (80, 0), (80, 100), (-0.4, 100.2), *reversed(rough)])
    laid = fitted(zone, array(neighbour), 2.0)
    assert laid.is_valid
    assert topology.faults(array(neighbour, laid)) == []
    assert laid.intersection(neighbour).area < 1e-9
    shared = laid.boundary.intersection(neighbour.boundary.buffer(1e-6))
    assert shared.length == pytest.approx(100, abs=0.1)
    assert laid.boundary.hausdorff_distance(zone.boundary) < 4


@given(Radii, Radii, st.integers(-250, 250))
@example([40, 40, 40, 52, 97, *[40] * 7], [40, 40, 40], 0)
def test_a_fitted_zone_has_no_ground_of_its_neighbours_and_lies_where_it_lay(
    first: list[int], second: list[int], x: int
) -> None:
    zone, neighbour = star(first), star(second, float(x), 30.0)
    laid = fitted(zone, array(neighbour), 1.0)
    if laid.is_empty:
        assert neighbour.buffer(2).contains(zone)
        return
    assert laid.is_valid
    assert laid.intersection(neighbour).area < 1e-6
    free = zone.difference(neighbour)
    assert laid.difference(free.buffer(2.1)).area < 1e-6
    assert free.buffer(-2.1).difference(laid).area < 1e-6


def test_a_zone_far_from_every_neighbour_stays_as_it_was_drawn() -> None:
    zone = star([100, 120, 90, 110])
    assert fitted(zone, array(), 2.0) is zone
    assert fitted(zone, array(box(1000, 0, 1100, 100)), 2.0).equals_exact(zone, normalize=True)
