"""Five real trajectories (GeoLife, Beijing), held against computations of another kind."""

from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from geo import cleaning, tracks
from geo.cleaning import DropReason
from geo.fixes import Fixes
from geo.measure import steps_m
from geo.tracks import Laid
from tests.support.tracks import DUTY, fixes, laid, real

NUMBERS = [1, 2, 3, 4, 5]
GEOD = Geod(a=6378137, rf=298.257222101)


def in_space(lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
    """Earth-centred metres of places on the ellipsoid of CGCS2000 (Torge 2001, 4.27)."""
    e2, lon, lat = 2 / 298.257222101 - 298.257222101**-2, np.radians(lon), np.radians(lat)
    n = 6378137 / np.sqrt(1 - e2 * np.sin(lat) ** 2)
    return np.column_stack((n * np.cos(lat) * np.cos(lon), n * np.cos(lat) * np.sin(lon), n * (1 - e2) * np.sin(lat)))


def by_chords(way: Laid) -> float:
    """Lengths straight through the ground; on a step of 3 km that is half a millimetre short."""
    places = in_space(way.kept.lon, way.kept.lat)
    return sum(float(np.linalg.norm(np.diff(places[a:b], axis=0), axis=1).sum()) for a, b in way.parts)


@pytest.mark.parametrize("number", NUMBERS)
def test_the_distance_agrees_with_chords_in_space(shared: Path, number: int) -> None:
    way = tracks.lay_out(real(shared)[number], DUTY)
    assert tracks.summarise(way).distance_m == pytest.approx(by_chords(way), rel=1e-7)


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("tolerance", [1.0, 10.0, 100.0])
def test_every_place_of_the_way_lies_within_the_tolerance_of_what_is_drawn(
    shared: Path, number: int, tolerance: float
) -> None:
    way = tracks.lay_out(real(shared)[number], DUTY)
    for a, b in way.parts:
        lon, lat = way.kept.lon[a:b], way.kept.lat[a:b]
        drawn = tracks.simplify(lon, lat, tolerance)
        flat = local(lon, lat)
        if len(flat) < 2 or (flat == flat[0]).all():
            continue
        dense = shapely.get_coordinates(shapely.segmentize(shapely.linestrings(flat), 2.0))
        far = shapely.distance(shapely.linestrings(flat[drawn]), shapely.points(dense))
        assert far.max() <= tolerance


def local(lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
    """East and north of the first place in its tangent plane: another plane than the one that is used."""
    away = in_space(lon, lat) - in_space(lon[:1], lat[:1])
    x, y = np.radians(lon[0]), np.radians(lat[0])
    east = np.array([-np.sin(x), np.cos(x), 0])
    north = np.array([-np.sin(y) * np.cos(x), -np.sin(y) * np.sin(x), np.cos(y)])
    return np.column_stack((away @ east, away @ north))


@pytest.mark.parametrize("number", NUMBERS)
def test_planted_faults_are_found_and_nothing_else_is_lost(shared: Path, number: int) -> None:
    sound = real(shared)[number]
    faulty, planted = plant(sound)
    reasons = tracks.lay_out(faulty, DUTY).reasons
    found = {int(i): cleaning.ORDER[reasons[i] - 1] for i in np.flatnonzero(reasons)}
    assert found == planted
    before, after = tracks.lay_out(sound, DUTY), tracks.lay_out(faulty, DUTY)
    assert tracks.summarise(after).distance_m == pytest.approx(tracks.summarise(before).distance_m)


def plant(sound: Fixes) -> tuple[Fixes, dict[int, DropReason]]:
    """Between neighbours in the middle of the track: a mock, an inaccurate, a backward and a far fix, each alone."""
    calm = np.flatnonzero((np.diff(sound.at_ms) > 1) & (np.diff(sound.at_ms) <= 30_000))
    after = calm[np.linspace(10, len(calm) - 10, 4).astype(int)]
    rows = {n: np.insert(getattr(sound, n), after + 1, getattr(sound, n)[after]) for n in FIELDS}
    at = after + 1 + np.arange(4)
    rows["at_ms"][at] += 1
    rows["flags"][at[0]] = 8
    rows["accuracy_m"][at[1]] = 500
    rows["at_ms"][at[2]] -= 7_200_000
    rows["lat"][at[3]] += 0.5
    rows["seq"] = np.arange(len(rows["seq"]))
    why = (DropReason.MOCK, DropReason.ACCURACY, DropReason.CLOCK, DropReason.SPEED)
    return Fixes(**rows), {int(i): reason for i, reason in zip(at, why, strict=True)}


FIELDS = ("seq", "at_ms", "lon", "lat", "accuracy_m", "flags", "zone")


@given(
    st.lists(st.tuples(st.floats(-0.01, 0.01), st.floats(-0.01, 0.01)), min_size=2, max_size=6),
    st.lists(st.integers(0, 9), min_size=5, max_size=5),
)
def test_more_fixes_along_the_same_straight_steps_make_no_track_longer(
    places: list[tuple[float, float]], between: list[int]
) -> None:
    lon, lat = np.add(np.array(places).T, [[120.0], [29.7]])
    x, y = [lon[0]], [lat[0]]
    for i in range(len(lon) - 1):
        some = GEOD.npts(lon[i], lat[i], lon[i + 1], lat[i + 1], between[i]) if between[i] else []
        x += [p[0] for p in some] + [lon[i + 1]]
        y += [p[1] for p in some] + [lat[i + 1]]
    assert steps_m(np.array(x), np.array(y)).sum() == pytest.approx(steps_m(lon, lat).sum(), abs=1e-5)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 120)), min_size=2, max_size=40))
def test_times_in_zones_add_up_to_the_time_of_the_unbroken_parts(steps: list[tuple[int, int]]) -> None:
    zone, seconds = np.array(steps).T
    at = np.cumsum(seconds) * 1000
    way = tracks.lay_out(fixes(120 + at * 1e-10, 29.7 + at * 0.0, at, zone), DUTY)
    unbroken = sum(float(way.kept.at_ms[b - 1] - way.kept.at_ms[a]) / 1000 for a, b in way.parts)
    assert sum(s.seconds for s in tracks.summarise(way).shares) == pytest.approx(unbroken)


def test_the_support_lays_out_as_the_product_does() -> None:
    assert laid(np.array([120.0]), np.array([29.7]), np.array([0])).parts == [(0, 1)]
