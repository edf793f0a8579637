"""The demonstration's patrols look like patrols."""

from itertools import pairwise

import numpy as np
import pytest
import shapely

from backend.auth.permissions import Role
from backend.demo import day, ground, people, roads
from backend.demo.county import Area, county
from backend.demo.day import Walk
from backend.demo.people import BIG
from backend.demo.plane import metres
from backend.demo.walks import PAUSED

SEED = 20261123


@pytest.fixture(scope="module")
def areas() -> list[Area]:
    return county(SEED)


@pytest.fixture(scope="module")
def walks(areas: list[Area]) -> list[Walk]:
    return day.day(SEED, areas, people.members())


def test_tracks_stay_on_their_way_within_what_they_say_of_their_accuracy(walks: list[Walk]) -> None:
    for walk in walks:
        fixes = walk.fixes
        places = shapely.points(metres(np.stack([fixes.lon, fixes.lat], axis=-1)))
        off = shapely.distance(places, shapely.LineString(walk.way))
        assert np.mean(off <= fixes.accuracy_m) > 0.93
        assert off.max() < 60


def test_ways_in_town_follow_the_streets(walks: list[Walk]) -> None:
    for walk in (walk for walk in walks if walk.vehicle is None):
        network = shapely.union_all([shapely.LineString(e.line) for e in roads.net_of(SEED, walk.town).edges])
        assert shapely.distance(shapely.points(walk.way), network).max() < 1e-6


def test_cars_keep_to_roads_and_cross_water_only_where_a_road_does(areas: list[Area], walks: list[Walk]) -> None:
    shown = ground.ground(SEED, areas)
    ways = shapely.transform([f.shape for f in shown if f.kind == "road"], metres)
    network = shapely.STRtree(ways)
    for walk in (walk for walk in walks if walk.vehicle is not None):
        assert network.query_nearest(shapely.points(walk.way), return_distance=True)[1].max() < 0.05


def test_nobody_on_foot_meets_a_river(areas: list[Area], walks: list[Walk]) -> None:
    water = shapely.union_all([f.shape for f in ground.ground(SEED, areas) if f.kind == "water"])
    for walk in (walk for walk in walks if walk.vehicle is None):
        assert not shapely.intersects_xy(water, walk.fixes.lon, walk.fixes.lat).any()


def test_houses_stand_beside_streets_and_not_on_them_or_in_water(areas: list[Area]) -> None:
    shown = ground.ground(SEED, areas)
    houses = shapely.transform([f.shape for f in shown if f.kind == "building"], metres)
    ways = shapely.STRtree(shapely.transform([f.shape for f in shown if f.kind == "road"], metres))
    gaps = ways.query_nearest(houses, return_distance=True, all_matches=False)[1]
    assert len(houses) > 5000
    assert (gaps.min() > 3.5, gaps.max() < 30) == (True, True)
    assert shapely.coverage_union_all(houses).area == pytest.approx(sum(shapely.area(houses)), rel=1e-6)


def test_nobody_walks_faster_than_a_person_or_drives_faster_than_a_car(walks: list[Walk]) -> None:
    for walk in walks:
        limit = 2.6 if walk.vehicle is None else 15.0
        assert float(np.nanmax(walk.fixes.speed_ms)) < limit


def test_fixes_run_forward_within_the_patrol_and_silent_while_paused(walks: list[Walk]) -> None:
    for walk in walks:
        at = walk.fixes.at
        assert np.all(np.diff(at) > 0)
        assert 0 <= at[0] < 30
        assert at[-1] <= walk.seconds
        for pause in walk.pauses:
            assert not np.any((at >= pause.start) & (at < (pause.end or np.inf)))
            if pause.end:
                assert walk.fixes.reason[np.searchsorted(at, pause.end)] == PAUSED


def test_the_battery_only_declines(walks: list[Walk]) -> None:
    for walk in walks:
        assert np.all(np.diff(walk.fixes.battery) <= 0)
        assert np.all((walk.fixes.battery >= 0) & (walk.fixes.battery <= 100))


def test_some_are_out_right_now_in_every_team_and_one_of_them_is_paused(walks: list[Walk]) -> None:
    running = [walk for walk in walks if walk.running]
    assert len({walk.town.code for walk in running}) == 9
    assert sum(walk.town.code in BIG for walk in running) == 6
    assert [walk.person for walk in running if walk.pauses and walk.pauses[-1].end is None] == ["队员03"]
    fresh = [walk for walk in running if walk.begins + walk.fixes.at[-1] > -60]
    assert len(fresh) == len(running) - 1


def test_whoever_is_printed_as_a_sign_in_is_free_to_begin_a_patrol(walks: list[Walk]) -> None:
    out = {walk.person for walk in walks if walk.running}
    assert not out & {member.name for member in people.shown()}


def test_no_officer_is_on_two_patrols_at_once(walks: list[Walk]) -> None:
    for name in {walk.person for walk in walks}:
        spans = sorted((walk.begins, walk.begins + walk.seconds) for walk in walks if walk.person == name)
        assert all(earlier[1] < later[0] for earlier, later in pairwise(spans))


def test_the_same_seed_makes_the_same_day(areas: list[Area], walks: list[Walk]) -> None:
    again = day.day(SEED, areas, people.members())
    assert all(np.array_equal(a.fixes.lon, b.fixes.lon) for a, b in zip(walks, again, strict=True))


def test_every_role_is_there_in_fengqiao_or_the_county_and_names_are_unique() -> None:
    everyone = people.members()
    assert {member.role for member in everyone} == set(Role)
    assert len({member.name for member in everyone}) == len(everyone)
    assert {member.role for member in people.shown()} == set(Role)


def test_passwords_are_the_same_every_time_and_differ_between_installations_and_people() -> None:
    assert people.password("a secret", "队员01") == people.password("a secret", "队员01")
    assert people.password("a secret", "队员01") != people.password("another", "队员01")
    assert len({people.password("a secret", member.name) for member in people.members()}) == len(people.members())
    assert all(len(people.password("a secret", member.name)) >= 10 for member in people.members())
