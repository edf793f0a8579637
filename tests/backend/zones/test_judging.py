"""What is said of each area of a file, one test for every thing that can be wrong."""

import numpy as np
import pytest
import shapely
from shapely import Polygon, box

from backend.zones.structs import AreaKind, Datum, Severity
from geo.datum import gcj02_from_wgs84
from tests.backend.zones.samples import (
    EAST,
    TOWNS,
    WEST,
    ZONES,
    checked,
    codes,
    collection,
    feature,
    geojson,
    polygon,
    problems,
    projected,
    zone,
)

SQUARE = [[119.95, 29.6], [119.97, 29.6], [119.97, 29.62], [119.95, 29.62], [119.95, 29.6]]


def swapped(shape: Polygon) -> Polygon:
    return shapely.transform(shape, lambda xy: xy[:, ::-1])


def test_good_areas_are_good_and_get_their_town_and_size() -> None:
    outcome = checked(geojson(ZONES))
    assert codes(outcome) == [[], []]
    assert problems(outcome) == []
    assert [(s.code, s.name, s.town_code) for s in outcome.shapes] == [
        ("FQ-01", "枫桥一区", "330681109"),
        ("FQ-02", "枫桥二区", "330681109"),
    ]
    # 0.02° by 0.02° at 29.6° N: about 1,937 m by 2,217 m.
    assert outcome.shapes[0].area_m2 == pytest.approx(1937 * 2217, rel=0.01)
    assert shapely.from_wkb(outcome.shapes[0].wkb).geom_type == "MultiPolygon"


@pytest.mark.parametrize(
    ("geometry", "code"),
    [
        (None, "no_geometry"),
        (polygon(), "no_geometry"),
        ({"type": "Point", "coordinates": [119.95, 29.6]}, "wrong_type"),
        ({"type": "LineString", "coordinates": SQUARE}, "wrong_type"),
        ({"type": "GeometryCollection", "geometries": [polygon(SQUARE)]}, "wrong_type"),
        (polygon(SQUARE[:-1]), "ring_not_closed"),
        (polygon(SQUARE[:2]), "too_few_points"),
        (polygon([*SQUARE[:2], SQUARE[0]]), "too_few_points"),
        (polygon([SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3], SQUARE[0]]), "self_crossing"),
        (polygon(SQUARE, [[119.99, 29.6], [119.995, 29.6], [119.995, 29.605], [119.99, 29.6]]), "hole_outside"),
        (polygon([[119.95, 29.6], [119.950001, 29.6], [119.95, 29.600001], [119.95, 29.6]]), "too_small"),
        (polygon([[1e300, 29.6], [119.97, 29.6], [119.97, 1e300], [1e300, 29.6]]), "out_of_range"),
        (polygon([["a", 29.6], [119.97, 29.6], [119.97, 29.62], ["a", 29.6]]), "no_geometry"),
        (polygon([[2.1, 48.8], [2.2, 48.8], [2.2, 48.9], [2.1, 48.8]]), "outside_china"),
    ],
)
def test_a_shape_that_cannot_stand_is_named_and_the_others_stay_good(geometry: object, code: str) -> None:
    outcome = checked(collection([feature(geometry), feature(polygon(*[[[x + 0.05, y] for x, y in SQUARE]]), "B-2")]))
    assert codes(outcome) == [[code], []]
    assert [f.ok for f in outcome.features] == [False, True]
    assert [s.code for s in outcome.shapes] == ["B-2"]


def test_a_self_crossing_says_where_it_crosses() -> None:
    bow = polygon([[119.95, 29.6], [119.97, 29.62], [119.97, 29.6], [119.95, 29.62], [119.95, 29.6]])
    ((finding,),) = [f.errors for f in checked(collection([feature(bow)])).features]
    assert finding.place == pytest.approx((119.96, 29.61))
    assert "自相交" in finding.zh


def test_overlapping_areas_name_one_another_the_ground_and_a_place() -> None:
    rows = [("A", "甲", zone(119.95, 29.6)), ("B", "乙", zone(119.96, 29.6)), ("C", "丙", zone(120.0, 29.6))]
    outcome = checked(geojson(rows))
    assert codes(outcome) == [["overlap"], ["overlap"], []]
    first, second = outcome.features[0].errors[0], outcome.features[1].errors[0]
    assert (first.other_code, second.other_code) == ("B", "A")
    assert first.place is not None
    assert box(119.96, 29.6, 119.97, 29.62).contains(shapely.Point(first.place))
    assert "乙" in first.zh


def test_an_area_outside_the_county_is_refused_and_one_that_sticks_out_a_little_is_noted() -> None:
    rows = [("A", "甲", zone(119.0, 29.6)), ("B", "乙", box(119.796, 29.7, 119.9, 29.72))]
    outcome = checked(geojson(rows), towns={"330681109": ("枫桥镇", box(118, 29, 121, 31))})
    assert codes(outcome) == [["outside_county"], ["partly_outside_county"]]
    assert outcome.features[1].errors[0].severity is Severity.NOTE
    assert [s.code for s in outcome.shapes] == ["B"]


def test_swapped_axes_are_seen_and_said_once_for_the_whole_file_too() -> None:
    outcome = checked(geojson([(c, n, swapped(s)) for c, n, s in ZONES]))
    assert codes(outcome) == [["swapped_axes"], ["swapped_axes"]]
    assert problems(outcome) == ["swapped_axes"]
    assert outcome.shapes == []


@pytest.mark.parametrize(
    ("epsg", "code", "said"),
    [(4549, "projected", "EPSG:4549"), (4528, "zone_prefixed", "EPSG:4528"), (3857, "web_mercator", "EPSG:3857")],
)
def test_metres_that_are_not_declared_are_named_with_the_system_to_declare(epsg: int, code: str, said: str) -> None:
    outcome = checked(geojson([(c, n, projected(s, epsg)) for c, n, s in ZONES]))
    assert codes(outcome) == [[code], [code]]
    assert all(said in f.errors[0].zh and said in f.errors[0].en for f in outcome.features)


@pytest.mark.parametrize("epsg", [4549, 4528, 4508, 3857, 4548])
def test_metres_that_are_declared_become_degrees(epsg: int) -> None:
    rows = [(c, n, projected(s, epsg)) for c, n, s in ZONES]
    for outcome in (checked(geojson(rows), epsg=epsg), checked(geojson(rows, f"urn:ogc:def:crs:EPSG::{epsg}"))):
        assert codes(outcome) == [[], []]
        stored = shapely.from_wkb(outcome.shapes[0].wkb)
        assert shapely.hausdorff_distance(stored, ZONES[0][2]) < 1e-8


@pytest.mark.parametrize(
    ("really", "declared", "code"),
    [(4528, 4549, "zone_prefixed"), (4549, 4528, "projected"), (4490, 4549, "out_of_range")],
)
def test_a_declared_system_that_does_not_fit_the_numbers_is_refused(really: int, declared: int, code: str) -> None:
    rows = [(c, n, projected(s, really)) for c, n, s in ZONES]
    assert codes(checked(geojson(rows), epsg=declared)) == [[code], [code]]


def test_northings_before_eastings_look_swapped_too() -> None:
    rows = [(c, n, swapped(projected(s, 4549))) for c, n, s in ZONES]
    assert codes(checked(geojson(rows), epsg=4549)) == [["swapped_axes"], ["swapped_axes"]]


@pytest.mark.parametrize(
    ("crs", "code"),
    [
        ("EPSG:4610", "wrong_datum"),  # Xi'an 1980
        ("EPSG:2437", "wrong_datum"),  # Beijing 1954, 3-degree zone at 120° E
        ("EPSG:4267", "wrong_datum"),  # NAD27
        ("EPSG:4978", "crs_unknown"),  # geocentric
        ("somewhere else", "crs_unknown"),
        ("EPSG:999999", "crs_unknown"),
    ],
)
def test_a_datum_that_is_not_the_states_is_refused_for_the_whole_file(crs: str, code: str) -> None:
    outcome = checked(geojson(ZONES, crs))
    assert problems(outcome) == [code]
    assert outcome.shapes == []
    assert [f.ok for f in outcome.features] == [False, False]


@pytest.mark.parametrize("crs", ["EPSG:4490", "EPSG:4326", "urn:ogc:def:crs:OGC:1.3:CRS84"])
def test_degrees_of_cgcs2000_and_wgs84_are_taken_as_they_are(crs: str) -> None:
    outcome = checked(geojson(ZONES, crs))
    assert codes(outcome) == [[], []]
    assert shapely.from_wkb(outcome.shapes[0].wkb).equals(ZONES[0][2])


def test_what_the_file_and_the_person_declare_may_not_contradict() -> None:
    assert problems(checked(geojson(ZONES, "EPSG:4528"), epsg=4549)) == ["crs_contradiction"]


@pytest.mark.parametrize(
    "declared", [{"datum": Datum.GCJ02}, {"crs": "GCJ-02"}, {"filename": "枫桥勤务区_gcj02.geojson"}]
)
def test_gcj02_however_declared_is_refused_with_the_law(declared: dict[str, object]) -> None:
    crs = declared.pop("crs", None)
    outcome = checked(geojson(ZONES, crs), **declared)  # type: ignore[arg-type]
    assert codes(outcome) == [["gcj02_refused"], ["gcj02_refused"]]
    assert problems(outcome) == ["gcj02_refused"]
    assert "测绘法第五条" in outcome.features[0].errors[0].zh


def test_gcj02_is_converted_when_asked_for_and_noted() -> None:
    def shift(xy: np.ndarray) -> np.ndarray:
        return np.column_stack(gcj02_from_wgs84(xy[:, 0], xy[:, 1]))

    rows = [(c, n, shapely.transform(s, shift)) for c, n, s in ZONES]
    outcome = checked(geojson(rows), datum=Datum.GCJ02, convert=True)
    assert codes(outcome) == [["gcj02_converted"], ["gcj02_converted"]]
    assert shapely.hausdorff_distance(shapely.from_wkb(outcome.shapes[0].wkb), ZONES[0][2]) < 1e-9


def test_gcj02_in_metres_is_refused() -> None:
    rows = [(c, n, projected(s, 4549)) for c, n, s in ZONES]
    assert problems(checked(geojson(rows), datum=Datum.GCJ02, convert=True, epsg=4549)) == ["gcj02_projected"]


@pytest.mark.parametrize(
    ("kind", "code", "finding"),
    [
        (AreaKind.COUNTY, "330681", None),
        (AreaKind.COUNTY, "33068", "bad_code"),
        (AreaKind.TOWN, "330681109", None),
        (AreaKind.TOWN, "330682109", "unknown_parent"),
        (AreaKind.TOWN, "33068110９", "bad_code"),
        (AreaKind.VILLAGE, "330681109001", None),
        (AreaKind.VILLAGE, "330681999001", "unknown_parent"),
        (AreaKind.VILLAGE, "330681104001", "wrong_parent"),
        (AreaKind.UNIT_GRID, "330681109001001", None),
        (AreaKind.UNIT_GRID, "330681109001", "bad_code"),
        (AreaKind.GOVERNANCE_GRID, "全科-1", None),
        (AreaKind.DUTY_ZONE, "F" * 40, None),
        (AreaKind.DUTY_ZONE, "F" * 41, "bad_free_code"),
        (AreaKind.DUTY_ZONE, "F\u202e1", "bad_free_code"),
        (AreaKind.DUTY_ZONE, "  ", "no_code"),
        (AreaKind.DUTY_ZONE, None, "no_code"),
    ],
)
def test_a_code_is_as_its_kind_demands(kind: AreaKind, code: object, finding: str | None) -> None:
    outcome = checked(collection([feature(polygon(SQUARE), code)]), kind)
    assert codes(outcome) == [[finding] if finding else []]


@pytest.mark.parametrize("code", [330681109, 330681109.0, "330681109", " 330681109 "])
def test_a_code_may_be_a_number(code: object) -> None:
    (shape,) = checked(collection([feature(polygon(SQUARE), code)]), AreaKind.TOWN).shapes
    assert shape.code == "330681109"


def test_a_code_that_occurs_twice_is_an_error_of_both() -> None:
    rows = [("A", "甲", zone(119.95, 29.6)), ("A", "乙", zone(120.0, 29.6)), ("B", "丙", zone(120.05, 29.6))]
    assert codes(checked(geojson(rows))) == [["duplicate_code"], ["duplicate_code"], []]


@pytest.mark.parametrize(
    ("name", "finding"), [("", "no_name"), ("甲" * 201, "bad_name"), ("甲\n乙", "bad_name"), ("甲\u202e乙", "bad_name")]
)
def test_a_name_is_one_plain_line(name: str, finding: str) -> None:
    assert codes(checked(collection([feature(polygon(SQUARE), name=name)]))) == [[finding]]


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("code", "name"),
        ("CODE", "Name"),
        ("编码", "名称"),
        ("代码", "网格名称"),
        ("网格编码", "网格名称"),
        ("XZQDM", "XZQMC"),
    ],
)
def test_columns_are_found_by_the_names_in_use(code: str, name: str) -> None:
    assert codes(checked(geojson(ZONES, code=code, name=name))) == [[], []]


def test_columns_with_other_names_are_named_by_the_person() -> None:
    file = geojson(ZONES, code="kennung", name="bezeichnung")
    assert problems(checked(file)) == ["missing_code", "missing_name"]
    assert "kennung, bezeichnung" in checked(file).problems[0].zh
    assert codes(checked(file, code_field="KENNUNG", name_field="bezeichnung")) == [[], []]


def test_the_town_is_the_one_that_holds_most_unless_the_file_names_it() -> None:
    across = polygon([[120.08, 29.6], [120.11, 29.6], [120.11, 29.62], [120.08, 29.62], [120.08, 29.6]])
    by_place = checked(collection([feature(across)]))
    assert by_place.shapes[0].town_code == "330681109"
    by_name = checked(collection([feature(across, 所属乡镇="店口镇")]))
    assert by_name.shapes[0].town_code == "330681104"
    assert codes(by_name) == [["town_differs"]]
    assert codes(checked(collection([feature(across, 所属乡镇="某镇")]))) == [["unknown_town"]]


def test_an_area_in_no_town_is_refused_once_there_are_towns() -> None:
    rows = [("A", "甲", zone(120.45, 30.0))]
    assert codes(checked(geojson(rows))) == [["outside_towns"]]
    outcome = checked(geojson(rows), towns={})
    assert codes(outcome) == [["town_unknown"]]
    assert outcome.shapes[0].town_code is None


def test_towns_and_counties_need_nothing_to_be_there_before_them() -> None:
    towns = [(code, name, shape) for code, (name, shape) in TOWNS.items()]
    outcome = checked(geojson(towns), AreaKind.TOWN, towns={}, county=None)
    assert codes(outcome) == [[], []]
    assert [s.town_code for s in outcome.shapes] == ["330681109", "330681104"]
    county = checked(geojson([("330681", "诸暨市", WEST.union(EAST))]), AreaKind.COUNTY, towns={}, county=None)
    assert county.shapes[0].town_code is None


def test_a_file_without_features_says_so() -> None:
    assert problems(checked(collection([]))) == ["no_features"]


def test_two_thousand_zones_are_judged() -> None:
    rows = [
        (f"Z-{i:04}", f"第{i}区", zone(119.9 + i % 40 * 0.005, 29.5 + i // 40 * 0.005, 0.0049)) for i in range(2000)
    ]
    outcome = checked(geojson(rows))
    assert len(outcome.shapes) == 2000
