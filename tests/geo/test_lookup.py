"""The raster look-up agrees with the exact shapes everywhere, on edges and corners above all."""

import numpy as np
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.lookup import Area, Lookup


def exact(areas: list[Area], lon: float, lat: float) -> int:
    """The definition: of the areas that cover the place, the one with the lowest code."""
    covering = [a for a in areas if shapely.intersects_xy(a.shape, lon, lat)]
    return min(covering, key=lambda a: (a.code, a.number)).number if covering else 0


def voronoi(count: int, seed: int) -> list[Area]:
    """A county of irregular areas without holes between them, each with a code that does not follow its place."""
    rng = np.random.default_rng(seed)
    county = shapely.box(120, 29.4, 120.6, 30)
    seeds = shapely.multipoints(rng.random((count, 2)) * 0.6 + [120, 29.4])
    cells = shapely.get_parts(shapely.voronoi_polygons(seeds, extend_to=county))
    shapes = shapely.intersection(cells, county)
    codes = rng.permutation(len(shapes))
    return [Area(i + 1, f"{codes[i]:04}", shape) for i, shape in enumerate(shapes)]


def places(areas: list[Area], seed: int) -> np.ndarray:
    """Random places, every corner, places on edges, and places a hair's breadth beside them."""
    rng = np.random.default_rng(seed)
    corners = shapely.get_coordinates([a.shape for a in areas])
    middles = (corners[1:] + corners[:-1]) / 2
    near = np.concatenate((corners, middles)) + rng.normal(0, 1e-9, (len(corners) + len(middles), 2))
    return np.concatenate((rng.random((3000, 2)) * 0.8 + [119.9, 29.3], corners, middles, near))


def test_it_agrees_with_the_exact_answer_at_random_places_edges_and_corners() -> None:
    for count, seed in ((1, 1), (2, 2), (37, 3), (400, 4)):
        areas = voronoi(count, seed)
        at = places(areas, seed)
        found = Lookup(areas).numbers_at(at[:, 0], at[:, 1])
        tree = shapely.STRtree([a.shape for a in areas])
        place, hit = tree.query(shapely.points(at), predicate="intersects")
        rank = np.argsort([a.code for a in areas]).argsort()
        best = np.full(len(at), len(areas))
        np.minimum.at(best, place, rank[hit])
        numbers = np.append([a.number for a in sorted(areas, key=lambda a: a.code)], 0)
        assert (found == numbers[best]).all()


Corner = st.integers(0, 12)
Box = st.tuples(Corner, Corner, Corner, Corner)


@given(st.lists(Box, max_size=6), st.lists(st.tuples(Corner, Corner), min_size=1, max_size=20))
def test_overlapping_areas_give_way_to_the_lowest_code(boxes: list[tuple[int, ...]], at: list[tuple[int, int]]) -> None:
    """Boxes and places share one coarse grid, so that most places lie on an edge, a corner, or in several areas."""
    areas = [
        Area(i + 1, str(9 - i), shapely.box(min(a, c), min(b, d), max(a, c) + 1, max(b, d) + 1))
        for i, (a, b, c, d) in enumerate(boxes)
    ]
    lon, lat = np.array(at, float).T
    assert Lookup(areas).numbers_at(lon, lat).tolist() == [exact(areas, x, y) for x, y in at]


def test_without_areas_every_place_is_outside() -> None:
    assert Lookup([]).numbers_at(np.array([120.0]), np.array([29.7])).tolist() == [0]


def test_an_area_with_a_hole_does_not_cover_the_hole() -> None:
    ring = shapely.Polygon(shapely.box(0, 0, 9, 9).exterior, [shapely.box(3, 3, 6, 6).exterior])
    found = Lookup([Area(7, "1", ring)]).numbers_at(np.array([1.0, 4.5, 3.0, 20]), np.array([1.0, 4.5, 3.0, 20]))
    assert found.tolist() == [7, 0, 7, 0]
