"""Single shapes and shapes beside one another."""

import time
from math import cos, pi, sin

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod
from shapely import LineString, Polygon, box

from geo import areas, defects
from geo.editing import split
from geo.measure import apart_m
from geo.metric import metres_of, plane_about, stretched, to_degrees, to_metres


def array(*shapes: shapely.Geometry) -> np.ndarray:
    out = np.empty(len(shapes), dtype=object)
    out[:] = shapes
    return out


def ring(*xy: tuple[float, float]) -> bytes:
    """WKB of a polygon of one ring exactly as given, which shapely itself would refuse to build."""
    flat = np.array(xy, dtype="<f8").tobytes()
    return b"\x01\x03\x00\x00\x00\x01\x00\x00\x00" + len(xy).to_bytes(4, "little") + flat


@pytest.mark.parametrize(
    ("wkb", "code"),
    [
        (None, "no_geometry"),
        (shapely.to_wkb(Polygon()), "no_geometry"),
        (shapely.to_wkb(shapely.Point(1, 2)), "wrong_type"),
        (shapely.to_wkb(shapely.LineString([(1, 2), (3, 4)])), "wrong_type"),
        (ring((0, 0), (1, 0), (1, 1), (0, 0.5)), "ring_not_closed"),
        (ring((0, 0), (1, 0)), "too_few_points"),
        (ring((0, 0), (1, 0), (1, float("nan")), (0, 0)), "not_finite"),
        (ring((0, 0), (1, 0), (1, float("inf")), (0, 0)), "not_finite"),
    ],
)
@pytest.mark.filterwarnings("ignore:invalid value encountered in from_wkb")
def test_what_is_no_polygon_is_named(wkb: bytes | None, code: str) -> None:
    shape, defect = defects.parse(wkb)
    assert shape is None
    assert defect is not None
    assert defect.code == code


def test_height_is_left_out() -> None:
    shape, defect = defects.parse(shapely.to_wkb(shapely.force_3d(box(0, 0, 1, 1), 5)))
    assert defect is None
    assert not shapely.has_z(shape)


@pytest.mark.parametrize(
    ("shape", "code"),
    [
        (box(0, 0, 1, 1), None),
        (Polygon([(0, 0), (2, 2), (2, 0), (0, 2)]), "self_crossing"),
        (Polygon(box(0, 0, 1, 1).exterior, [box(5, 5, 6, 6).exterior]), "hole_outside"),
        (Polygon(box(0, 0, 9, 9).exterior, [box(1, 1, 5, 5).exterior, box(2, 2, 3, 3).exterior]), "nested_rings"),
        (shapely.MultiPolygon([box(0, 0, 2, 2), box(1, 1, 3, 3)]), "self_crossing"),
        (shapely.MultiPolygon([box(0, 0, 5, 5), box(1, 1, 3, 3)]), "nested_rings"),
    ],
)
def test_a_fault_of_a_shape_is_named(shape: shapely.Geometry, code: str | None) -> None:
    (found,) = defects.check(array(shape))
    assert (found.code if found else None) == code


def test_a_self_crossing_says_where() -> None:
    (found,) = defects.check(array(Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])))
    assert found == ("self_crossing", (1.0, 1.0))


def test_areas_that_share_only_a_border_do_not_overlap() -> None:
    assert areas.overlaps(array(box(0, 0, 100, 100), box(100, 0, 200, 100), box(0, 100, 100, 200))) == []


def test_an_overlap_names_the_pair_the_ground_and_a_place_in_it() -> None:
    (found,) = areas.overlaps(array(box(0, 0, 100, 100), box(500, 0, 600, 100), box(90, 0, 200, 100)))
    assert (found.first, found.second) == (0, 2)
    assert found.area_m2 == pytest.approx(1000)
    assert box(90, 0, 100, 100).contains(shapely.Point(found.place))


def test_a_sliver_along_a_border_is_not_an_overlap() -> None:
    assert areas.overlaps(array(box(0, 0, 100, 100), box(99.9, 0, 200, 100))) == []


boxes = st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(1, 20), st.integers(1, 20)).map(
    lambda b: box(b[0] * 50, b[1] * 50, (b[0] + b[2]) * 50, (b[1] + b[3]) * 50)
)


@given(st.lists(boxes, min_size=1, max_size=12))
@settings(max_examples=60)
def test_the_pairs_are_those_that_a_plain_double_loop_finds(shapes: list[Polygon]) -> None:
    expected = {
        (i, j)
        for i in range(len(shapes))
        for j in range(i + 1, len(shapes))
        if shapes[i].intersection(shapes[j]).area > areas.SLIVER_M2
    }
    assert {(o.first, o.second) for o in areas.overlaps(array(*shapes))} == expected


def test_the_share_outside_an_outline_is_measured() -> None:
    outline = box(0, 0, 100, 100)
    shares = areas.share_outside(array(box(10, 10, 20, 20), box(90, 0, 110, 10), box(200, 0, 300, 10)), outline)
    assert shares == pytest.approx([0, 0.5, 1])


def test_the_main_owner_holds_most_and_equal_shares_go_to_the_first() -> None:
    owners = array(box(0, 0, 100, 100), box(100, 0, 200, 100))
    small = array(box(80, 0, 110, 10), box(95, 0, 130, 10), box(90, 0, 110, 10), box(500, 0, 600, 10))
    best, share = areas.main_owner(small, owners)
    assert best.tolist() == [0, 1, 0, -1]
    assert share == pytest.approx([20 / 30, 30 / 35, 0.5, 0])


def test_areas_in_metres_agree_with_the_ellipsoid() -> None:
    shape = box(119.9, 29.5, 120.0, 29.6)
    (metres,) = to_metres(array(shape))
    true = abs(Geod(ellps="GRS80").geometry_area_perimeter(shapely.segmentize(shape, 0.001))[0])
    assert metres.area == pytest.approx(true, rel=3e-4)


@pytest.mark.parametrize(
    ("lonlat", "metres"),
    [((120.2363, 29.7136), (522864.924, 3288389.319)), ((120.26, 29.92), (525106.573, 3311273.670))],
)
def test_the_projection_is_the_rulebooks(lonlat: tuple[float, float], metres: tuple[float, float]) -> None:
    (point,) = to_metres(array(shapely.Point(lonlat)))
    assert (point.x, point.y) == pytest.approx(metres, abs=0.001)
    (zone_40,) = to_degrees(array(shapely.Point(metres[0] + 40_000_000, metres[1])), "EPSG:4528")
    assert (zone_40.x, zone_40.y) == pytest.approx(lonlat, abs=1e-7)


def test_two_thousand_zones_are_checked_in_seconds() -> None:
    side = np.linspace(0, 2 * np.pi, 60, endpoint=False)
    blobs = array(
        *(
            Polygon(np.column_stack((x * 1000 + 480 * np.cos(side), y * 1000 + 480 * np.sin(side))))
            for x in range(50)
            for y in range(40)
        )
    )
    start = time.process_time()
    assert defects.check(blobs) == [None] * 2000
    assert areas.overlaps(blobs) == []
    assert time.process_time() - start < 5


def test_a_new_area_clashes_only_with_those_it_shares_ground_with() -> None:
    new = array(box(0, 0, 100, 100), box(300, 0, 400, 100))
    standing = array(box(100, 0, 200, 100), box(390, 0, 500, 100))
    (found,) = areas.clashes(new, standing)
    assert (found.first, found.second, found.area_m2) == (1, 1, pytest.approx(1000))
    assert areas.clashes(new, array()) == []
    assert areas.clashes(array(), standing) == []


def test_what_is_straight_in_degrees_stays_straight_when_it_is_stretched_to_metres() -> None:
    shape = Polygon([(119.9, 29.5), (120.1, 29.57), (120.0, 29.7), (119.95, 29.6)])
    plane = stretched(array(shape))
    (metres,) = plane.metres(array(shape))
    middles = shapely.line_interpolate_point(
        shapely.linestrings([(119.9, 29.5), (120.1, 29.57)]), [0.5], normalized=True
    )
    assert metres.exterior.distance(plane.metres(middles)[0]) < 1e-6
    assert metres.area == pytest.approx(to_metres(array(shape))[0].area, rel=5e-3)
    (back,) = plane.degrees(array(metres))
    assert shapely.hausdorff_distance(back, shape) < 1e-12


def test_places_far_from_the_region_lie_in_metres_on_a_plane_about_themselves() -> None:
    lon, lat = np.array([116.30, 116.42]), np.array([39.9, 39.98])
    x, y = plane_about(lon, lat)
    assert np.hypot(x[1] - x[0], y[1] - y[0]) == pytest.approx(apart_m(116.30, 39.9, 116.42, 39.98), rel=1e-6)


def test_places_in_metres_are_those_of_the_projection() -> None:
    x, y = metres_of(np.array([120.2363]), np.array([29.7136]))
    assert (x[0], y[0]) == (pytest.approx(522864.924, abs=1e-3), pytest.approx(3288389.319, abs=1e-3))


def test_no_shape_is_lost_where_a_corner_lies_within_rounding_of_anothers_edge() -> None:
    """GEOS 3.14.1 loses the larger half of the triangle here."""
    triangle = Polygon([(40 * cos(0), 0), (132 * cos(2 * pi / 3), 132 * sin(2 * pi / 3)),
                        (45 * cos(4 * pi / 3), 45 * sin(4 * pi / 3))])  # fmt: skip
    end = 500 * cos(0.046875), 500 * sin(0.046875)
    cut = LineString([(-end[0], -end[1]), (0, 0), end])
    around = Polygon(box(-300, -300, 300, 300).exterior, [triangle.exterior])
    three = array(*split(triangle, cut), around)
    assert areas.joined(three).area == pytest.approx(360_000, abs=1e-3)
