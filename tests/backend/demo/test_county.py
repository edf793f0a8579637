"""The demonstration county fits together: no gap, no overlap, and the same every time."""

import re
from collections import Counter

import pytest
import shapely

from backend.demo.county import Area, county
from backend.demo.names import EMPOWERED, TOWNS

SEEDS = (1, 2, 3, 20261123)


@pytest.fixture(scope="module", params=SEEDS)
def areas(request: pytest.FixtureRequest) -> list[Area]:
    return county(request.param)


def _shapes(areas: list[Area], kind: str, town: str | None = None) -> list[shapely.Polygon]:
    return [area.shape for area in areas if area.kind == kind and town in (None, area.town_code)]


@pytest.mark.parametrize("kind", ["town", "village"])
def test_towns_and_villages_cover_the_county_without_gap_or_overlap(areas: list[Area], kind: str) -> None:
    (outline,) = _shapes(areas, "county")
    parts = _shapes(areas, kind)
    assert all(part.is_valid for part in parts)
    assert shapely.coverage_is_valid(parts)
    assert shapely.union_all(parts).symmetric_difference(outline).area == 0


def test_duty_zones_cover_each_empowered_town_and_no_other(areas: list[Area]) -> None:
    assert {area.town_code for area in areas if area.kind == "duty_zone"} == {town.code for town in EMPOWERED}
    for town in EMPOWERED:
        (outline,) = _shapes(areas, "town", town.code)
        zones = _shapes(areas, "duty_zone", town.code)
        assert 2 <= len(zones) <= 4
        assert shapely.coverage_is_valid(zones)
        assert shapely.union_all(zones).symmetric_difference(outline).area == 0


def test_every_town_contains_its_seat_and_every_village_lies_in_its_town(areas: list[Area]) -> None:
    towns = {area.code: area.shape for area in areas if area.kind == "town"}
    assert all(towns[town.code].contains(shapely.Point(town.seat)) for town in TOWNS)
    villages = [area for area in areas if area.kind == "village"]
    assert all(towns[str(v.town_code)].covers(v.shape) for v in villages)


def test_codes_are_of_the_official_shape_and_unique(areas: list[Area]) -> None:
    digits = {"county": 6, "town": 9, "village": 12}
    for area in areas:
        if area.kind in digits:
            assert re.fullmatch(rf"330681\d{{{digits[area.kind] - 6}}}", area.code)
    assert max(Counter((area.kind, area.code) for area in areas).values()) == 1
    names = Counter((area.town_code, area.name) for area in areas if area.kind == "village")
    assert max(names.values()) == 1


def test_the_nine_teams_have_195_posts_as_the_founding_report_says() -> None:
    assert (len(TOWNS), len(EMPOWERED), sum(town.team for town in TOWNS)) == (23, 9, 195)


def test_the_same_seed_makes_the_same_county_and_another_seed_another() -> None:
    assert [shapely.to_wkb(area.shape) for area in county(7)] == [shapely.to_wkb(area.shape) for area in county(7)]
    assert shapely.to_wkb(county(7)[0].shape) != shapely.to_wkb(county(8)[0].shape)
