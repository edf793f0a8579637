"""The raster look-up agrees with the exact shapes everywhere, on edges and corners above all."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.lookup import Area, Lookup
from tests.support import mosaic


def at(areas: list[Area], *places: tuple[float, float]) -> list[int]:
    lon, lat = np.array(places, float).T
    return Lookup(areas).numbers_at(lon, lat).tolist()


@pytest.mark.parametrize(("count", "seed"), [(1, 1), (2, 2), (40, 3), (400, 4), (2000, 5)])
def test_two_hundred_thousand_hard_places_agree_with_the_exact_answer(count: int, seed: int) -> None:
    areas = mosaic.areas(count, seed)
    lon, lat = mosaic.places(areas, 40_000, seed)
    found, exact = Lookup(areas).numbers_at(lon, lat), mosaic.Exact(areas).numbers_at(lon, lat)
    assert np.count_nonzero(found != exact) == 0
    # The comparison means something: most places lie in an area, some in none.
    assert 0.5 < np.count_nonzero(exact) / len(exact) < 1


def test_the_hard_places_lie_exactly_on_edges() -> None:
    areas = mosaic.areas(40, 3)
    lon, lat = mosaic.places(areas, 10_000, 3)
    borders = shapely.union_all(shapely.boundary([a.shape for a in areas]))
    on_border = shapely.intersects(borders, shapely.points(lon, lat))
    assert np.count_nonzero(on_border) >= 3000


Corner = st.integers(0, 12)
Box = st.tuples(Corner, Corner, Corner, Corner)


@given(st.lists(Box, max_size=6), st.lists(st.tuples(Corner, Corner), min_size=1, max_size=20))
def test_overlapping_areas_give_way_to_the_lowest_code(
    boxes: list[tuple[int, ...]], places: list[tuple[int, int]]
) -> None:
    """Boxes and places share one coarse grid, so that most places lie on an edge, a corner, or in several areas."""
    areas = [
        Area(i + 1, str(9 - i), shapely.box(min(a, c), min(b, d), max(a, c) + 1, max(b, d) + 1))
        for i, (a, b, c, d) in enumerate(boxes)
    ]

    def exact(lon: float, lat: float) -> int:
        covering = [a for a in areas if a.shape.covers(shapely.Point(lon, lat))]
        return min(covering, key=lambda a: a.code).number if covering else 0

    assert at(areas, *places) == [exact(x, y) for x, y in places]


Grain = st.integers(0, 64)


@given(
    st.lists(st.lists(st.tuples(Grain, Grain), min_size=3, max_size=8), min_size=1, max_size=5),
    st.lists(st.tuples(Grain, Grain), min_size=1, max_size=20),
    st.sampled_from([1.0, 1e-7, 1e5]),
)
def test_shapes_of_any_form_and_size_agree_with_the_exact_answer(
    rings: list[list[tuple[int, int]]], places: list[tuple[int, int]], scale: float
) -> None:
    """Whatever a crossing ring falls into: holes, several parts, slopes of every kind."""
    made = [shapely.make_valid(shapely.Polygon(ring)) for ring in rings]
    polygons = [shapely.MultiPolygon([p for p in shapely.get_parts(m) if p.geom_type == "Polygon"]) for m in made]
    shapes = [shapely.transform(m, lambda xy: xy * scale) for m in polygons if not m.is_empty]
    areas = [Area(i + 1, str(i), shape) for i, shape in enumerate(shapes) if shape.is_valid and shape.area > 0]
    lon, lat = np.array(places, float).T * scale
    assert Lookup(areas).numbers_at(lon, lat).tolist() == mosaic.Exact(areas).numbers_at(lon, lat).tolist()


def test_a_shared_edge_and_a_shared_corner_belong_to_the_lowest_code_whatever_the_order_of_the_areas() -> None:
    quarters = [(0, 0), (1, 0), (0, 1), (1, 1)]
    for codes in (["1", "2", "3", "4"], ["4", "3", "2", "1"], ["20", "100", "3", "03"]):
        areas = [Area(i + 1, codes[i], shapely.box(x, y, x + 1, y + 1)) for i, (x, y) in enumerate(quarters)]
        lowest = [codes.index(min(codes)) + 1, codes.index(min(codes[:2])) + 1, codes.index(min(codes[1::2])) + 1]
        assert at(areas, (1, 1), (1, 0.5), (1.5, 1)) == lowest


def test_of_two_areas_with_one_code_the_lower_number_has_the_border() -> None:
    areas = [Area(9, "1", shapely.box(0, 0, 1, 1)), Area(4, "1", shapely.box(1, 0, 2, 1))]
    assert at(areas, (1, 0.5), (0.5, 0.5)) == [4, 9]


def test_without_areas_every_place_is_outside() -> None:
    assert at([], (120.0, 29.7)) == [0]


def test_far_away_is_outside_and_the_outer_border_inside() -> None:
    areas = [Area(1, "1", shapely.box(120, 29, 121, 30))]
    assert at(areas, (-180, -90), (180, 90), (1e300, -1e300), (120, 29), (121, 30), (121, 29.5)) == [0, 0, 0, 1, 1, 1]


def test_an_area_with_a_hole_has_the_rim_of_the_hole_and_not_the_hole() -> None:
    ring = shapely.Polygon(shapely.box(0, 0, 9, 9).exterior, [shapely.box(3, 3, 6, 6).exterior])
    assert at([Area(7, "1", ring)], (1, 1), (4.5, 4.5), (3, 3), (20, 20)) == [7, 0, 7, 0]


def test_an_enclave_has_its_own_number_and_its_border_goes_by_code() -> None:
    ring = shapely.Polygon(shapely.box(0, 0, 9, 9).exterior, [shapely.box(3, 3, 6, 6).exterior])
    assert at([Area(7, "2", ring), Area(8, "1", shapely.box(3, 3, 6, 6))], (4, 4), (3, 4), (1, 1)) == [8, 8, 7]


def test_an_area_in_several_parts_is_one_area() -> None:
    parts = shapely.MultiPolygon([shapely.box(0, 0, 1, 1), shapely.box(5, 5, 6, 6)])
    assert at([Area(3, "1", parts)], (0.5, 0.5), (3, 3), (5, 6)) == [3, 0, 3]


@pytest.mark.parametrize("place", [(np.nan, 29.7), (120.0, np.nan), (np.inf, 29.7), (120.0, -np.inf)])
def test_a_place_that_is_no_place_is_refused(place: tuple[float, float]) -> None:
    for areas in ([], [Area(1, "1", shapely.box(120, 29, 121, 30))]):
        with pytest.raises(ValueError, match="finite"):
            at(areas, (120.5, 29.5), place)


def test_no_places_are_answered_by_nothing() -> None:
    areas = [Area(1, "1", shapely.box(120, 29, 121, 30))]
    assert Lookup(areas).numbers_at(np.empty(0), np.empty(0)).tolist() == []
