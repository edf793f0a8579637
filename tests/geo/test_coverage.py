"""Coverage: never more than all, never less for more patrols or a larger distance, and what the exact shapes say."""

from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from geo import coverage, tracks
from geo.areas import Floats
from geo.coverage import NEVER, Ground
from geo.fixes import Ints
from geo.lookup import Area
from geo.metric import metres_of, places_in_degrees
from geo.tracks import Laid
from tests.support.tracks import DUTY, laid, real

EAST, NORTH = 520_000.0, 3_290_000.0
"""In EPSG:4549, near Zhuji."""


def zone(number: int, west: float, south: float, east: float, north: float) -> Area:
    return Area(number, f"{number:03}", shapely.box(EAST + west, NORTH + south, EAST + east, NORTH + north))


def way(*places: tuple[float, float], every_s: float = 20, from_s: float = 0) -> Laid:
    """Fixes at places in metres from the corner, one every so many seconds."""
    points = places_in_degrees(shapely.points(np.add(np.array(places, float).reshape(-1, 2), [EAST, NORTH])))
    lon, lat = shapely.get_coordinates(points).reshape(-1, 2).T
    return laid(lon, lat, (from_s + np.arange(len(lon)) * every_s) * 1000)


def drawn(way: Laid) -> shapely.Geometry:
    """The unbroken parts as lines (or single places), in metres."""
    x, y = metres_of(way.kept.lon, way.kept.lat)
    xy = np.column_stack((x, y))
    # A line that never leaves its place is none, and would vanish in the union.
    still = [bool((xy[a:b] == xy[a]).all()) for a, b in way.parts]
    lines = [
        shapely.Point(xy[a]) if s else shapely.LineString(xy[a:b]) for s, (a, b) in zip(still, way.parts, strict=True)
    ]
    return shapely.union_all(lines)


SQUARE = [zone(1, 0, 0, 1000, 1000)]


def share(ground: Ground, ways: list[Laid], within_m: float) -> float:
    (found,) = coverage.by_zone(ground, coverage.last_seen(ground, ways, within_m))
    return found.share


def test_a_walk_through_the_middle_sees_a_strip() -> None:
    ground = coverage.cells(SQUARE, 10)
    assert share(ground, [way((-100, 500), (300, 500), (700, 500), (1100, 500))], 50) == pytest.approx(0.1)


def test_without_any_patrol_nothing_is_seen_and_no_age_is_known() -> None:
    ground = coverage.cells(SQUARE, 100)
    last = coverage.last_seen(ground, [], 50)
    (found,) = coverage.by_zone(ground, last)
    assert (found.share, found.last_ms, found.amount) == (0, None, 1e6)
    assert np.isnan(coverage.ages_s(last, 1000)).all()


def test_nothing_is_seen_across_a_gap() -> None:
    silent = way((0, 500), (1000, 500), every_s=100)
    assert len(silent.parts) == 2
    seen = coverage.last_seen(coverage.cells(SQUARE, 2), [silent], 30)
    assert np.count_nonzero(seen != NEVER) == pytest.approx(np.pi * 30**2 / 4, rel=0.03)


def test_a_place_is_last_seen_when_the_way_left_its_neighbourhood() -> None:
    ground = Ground(np.array([EAST + 500.0]), np.array([NORTH + 30.0]), np.ones(1), np.ones(1, np.int32))
    passing = way((0, 0), (1000, 0), every_s=50)
    # 50 m away while 460 m to 540 m of the 1000 m are walked, which take 50 s.
    assert coverage.last_seen(ground, [passing], 50)[0] == pytest.approx(27_000, abs=20)


def test_the_latest_of_several_visits_counts() -> None:
    ground = coverage.cells(SQUARE, 100)
    early, late = way((450, 450), (460, 450)), way((450, 450), (460, 450), from_s=3600)
    for ways in ([early, late], [late, early]):
        last = coverage.last_seen(ground, ways, 20)
        (found,) = coverage.by_zone(ground, last)
        assert found.last_ms == 3_620_000
        assert np.nanmin(coverage.ages_s(last, 3_630_000)) == 10
        assert np.nanmin(coverage.ages_s(last, 0)) == 0
    assert coverage.by_zone(ground, last, since_ms=3_620_001)[0].share == 0


def test_a_zone_smaller_than_a_cell_is_one_place() -> None:
    ground = coverage.cells([zone(1, 0, 0, 1000, 1000), zone(2, 1001, 1, 1004, 4)], 100)
    assert [(s.zone, s.amount) for s in coverage.by_zone(ground, np.full(len(ground), NEVER))] == [(1, 1e6), (2, 9)]
    assert coverage.by_zone(ground, coverage.last_seen(ground, [way((1002, 2))], 10))[1].share == 1


def test_cells_lie_on_one_grid_whatever_the_zones() -> None:
    one, other = coverage.cells([zone(1, 3, 7, 503, 507)], 20), coverage.cells([zone(2, 111, 99, 900, 890)], 20)
    shared = set(zip(one.x.tolist(), one.y.tolist(), strict=True)) & set(
        zip(other.x.tolist(), other.y.tolist(), strict=True)
    )
    assert len(shared) == pytest.approx((503 - 111) * (507 - 99) / 400, rel=0.1)


def test_too_fine_a_grid_is_refused_instead_of_filling_the_memory() -> None:
    with pytest.raises(coverage.TooFine):
        coverage.cells([zone(1, 0, 0, 100_000, 100_000)], 5)
    with pytest.raises(coverage.TooFine):
        coverage.pieces(shapely.linestrings([[[0, 0], [1e9, 0]]]), [], 10)


def test_no_zones_and_no_streets_are_no_ground() -> None:
    for ground in (coverage.cells([]), coverage.pieces(np.empty(0, object), SQUARE)):
        assert coverage.by_zone(ground, coverage.last_seen(ground, [way((0, 0))], 50)) == []


def test_streets_are_counted_by_length_in_each_zone_and_lose_none() -> None:
    zones = [zone(1, 0, 0, 500, 1000), zone(2, 500, 0, 1000, 1000)]
    streets = shapely.linestrings(np.add([[[0, 100], [1000, 100]], [[250, 0], [250, 900]]], [EAST, NORTH]))
    ground = coverage.pieces(streets, zones, 10)
    assert ground.weight.sum() == pytest.approx(1900)
    last = coverage.last_seen(ground, [way((0, 100), (250, 100), (250, 300))], 5)
    first, second = coverage.by_zone(ground, last)
    assert (first.amount, second.amount, second.share) == (pytest.approx(1400), pytest.approx(500), 0)
    assert first.share == pytest.approx((250 + 5 + 200 + 5) / 1400, abs=0.01)


def test_streets_outside_every_zone_are_nobodys() -> None:
    ground = coverage.pieces(shapely.linestrings([[[0, 0], [100, 0]]]), SQUARE)
    assert coverage.by_zone(ground, coverage.last_seen(ground, [], 5)) == []


Spot = st.tuples(st.integers(-200, 1200), st.integers(-200, 1200))
Ways = st.lists(st.lists(Spot, min_size=1, max_size=8), max_size=4).map(lambda ways: [way(*w) for w in ways])
GROUND = coverage.cells([zone(1, 0, 0, 500, 1000), zone(2, 500, 0, 1000, 1000)], 50)


@settings(max_examples=60)
@given(Ways, st.lists(st.floats(1, 600), min_size=2, max_size=2))
def test_it_grows_with_distance_and_with_patrols_and_never_beyond_all(ways: list[Laid], within: list[float]) -> None:
    near, far = (coverage.last_seen(GROUND, ways, r) for r in sorted(within))
    fewer = coverage.last_seen(GROUND, ways[:-1], max(within))
    assert (near <= far).all()
    assert (fewer <= far).all()
    for a, b, c in zip(*(coverage.by_zone(GROUND, last) for last in (near, far, fewer)), strict=True):
        assert 0 <= a.share <= b.share <= 1
        assert c.share <= b.share


@settings(max_examples=60)
@given(Ways, st.floats(1, 300))
def test_what_is_seen_is_what_lies_near_the_lines(ways: list[Laid], within_m: float) -> None:
    seen = coverage.last_seen(GROUND, ways, within_m) != NEVER
    points = shapely.points(GROUND.x, GROUND.y)
    far = (
        shapely.distance(shapely.union_all([drawn(w) for w in ways]), points) if ways else np.full(len(points), np.inf)
    )
    certain = np.abs(far - within_m) > 1e-6
    assert (seen == (far <= within_m))[certain].all()


def distances(walked: Laid, x: Floats, y: Floats, when: Ints, which: NDArray[np.bool_]) -> Floats:
    """Metres from chosen places to where the way was at a moment of each."""
    apart = np.full(which.sum(), np.inf)
    for a, b in walked.parts:
        inside = (when[which] >= walked.kept.at_ms[a]) & (when[which] <= walked.kept.at_ms[b - 1])
        px, py = (np.interp(when[which], walked.kept.at_ms[a:b], v[a:b]) for v in (x, y))
        there = np.hypot(GROUND.x[which] - px, GROUND.y[which] - py)
        apart = np.where(inside, np.minimum(apart, there), apart)
    return apart


@settings(max_examples=60)
@given(st.lists(Spot, min_size=2, max_size=8), st.floats(10, 300))
@example([(106, 359), (-2, 451), (1197, -15)], 24.875)
def test_the_last_moment_is_that_of_a_way_walked_in_small_steps(places: list[tuple[int, int]], within_m: float) -> None:
    walked = way(*places, every_s=50)
    x, y = metres_of(walked.kept.lon, walked.kept.lat)
    last = np.full(len(GROUND), NEVER)
    for a, b in walked.parts:
        ms = np.arange(walked.kept.at_ms[a], walked.kept.at_ms[b - 1] + 1, 250)
        px, py = (np.interp(ms, walked.kept.at_ms[a:b], v[a:b]) for v in (x, y))
        near = np.hypot(GROUND.x[:, None] - px, GROUND.y[:, None] - py) <= within_m
        latest = ms[near.shape[1] - 1 - near[:, ::-1].argmax(axis=1)]
        last = np.where(near.any(axis=1), np.maximum(last, latest), last)
    found = coverage.last_seen(GROUND, [walked], within_m)
    both = last != NEVER
    assert (found[both] >= last[both] - 1).all()
    # A step of a quarter of a second may just miss the last moment, or a later one at which a place is only touched:
    # then the way is at its very edge at the moment that was found.
    later = both & (found - last > 251)
    apart = distances(walked, x, y, found, later)
    assert (apart <= within_m + 0.1).all()
    assert (apart >= within_m - 1).all()


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
def test_the_area_seen_on_a_real_trajectory_is_that_of_the_exact_shapes(shared: Path, number: int) -> None:
    walked = tracks.lay_out(real(shared)[number], DUTY)
    line = drawn(walked)
    west, south, east, north = shapely.bounds(shapely.buffer(line, 60))
    step = (east - west) / 3
    zones = [Area(i + 1, str(i), shapely.box(west + i * step, south, west + (i + 1) * step, north)) for i in range(3)]
    exact = shapely.buffer(line, 50, quad_segs=64)
    ground = coverage.cells(zones, 20)
    for found in coverage.by_zone(ground, coverage.last_seen(ground, [walked], 50)):
        inside = shapely.intersection(exact, zones[found.zone - 1].shape)
        half_a_cell_along_the_edge = shapely.length(inside) * 20 / 2
        assert abs(found.share * found.amount - shapely.area(inside)) <= half_a_cell_along_the_edge
