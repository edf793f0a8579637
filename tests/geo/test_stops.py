"""Stops: where somebody stayed, told exactly as their definition says."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from geo import tracks
from geo.stops import Stop, stops
from geo.tracks import Laid
from tests.support.tracks import DUTY, laid, real

GEOD = Geod(a=6378137, rf=298.257222101)
M = 1 / 110_900
"""A metre northward in degrees, roughly."""


def north(*metres: float, every_s: float = 10) -> Laid:
    lat = 29.7 + np.array(metres) * M
    return laid(np.full(len(lat), 120.25), lat, np.arange(len(lat)) * every_s * 1000)


def told(found: list[Stop]) -> list[tuple[int, int]]:
    return [(s.first, s.last) for s in found]


def by_definition(way: Laid, across_m: float, stay_s: float) -> list[tuple[int, int]]:
    """Straight from the paper: the first fix from which a stay is possible, then as long as the diameter allows."""
    kept, found = way.kept, []
    for start, stop in way.parts:
        lon, lat, at = kept.lon[start:stop], kept.lat[start:stop], kept.at_ms[start:stop]
        a, b = np.meshgrid(np.arange(len(lon)), np.arange(len(lon)))
        apart = GEOD.inv(lon[a].ravel(), lat[a].ravel(), lon[b].ravel(), lat[b].ravel())[2].reshape(a.shape)
        i = 0
        while i < len(lon):
            j = int(np.searchsorted(at, at[i] + stay_s * 1000))
            if j == len(lon) or apart[i : j + 1, i : j + 1].max() > across_m:
                i += 1
                continue
            while j + 1 < len(lon) and apart[i : j + 2, i : j + 2].max() <= across_m:
                j += 1
            found.append((start + i, start + j))
            i = j + 1
    return found


def test_who_walks_steadily_stops_nowhere() -> None:
    assert stops(north(*range(0, 2000, 14))) == []


def test_a_stay_is_told_with_its_place_and_its_times() -> None:
    walk = [0, 100, 200, *[300 + (i % 3) * 5 for i in range(30)], 400, 500]
    (stop,) = stops(north(*walk))
    assert (stop.first, stop.last, stop.from_ms, stop.to_ms) == (3, 32, 30_000, 320_000)
    assert stop.lat == pytest.approx(29.7 + 305 * M, abs=1e-9)


def test_the_place_of_a_stay_is_the_median_in_both_axes_and_not_drawn_aside_by_one_stray_fix() -> None:
    n = 21
    lon, lat = np.full(n, 120.25), np.full(n, 29.7)
    lon[5], lat[9] = 120.2503, 29.7003
    (stop,) = stops(laid(lon, lat, np.arange(n) * 10_000))
    assert (stop.lon, stop.lat) == (120.25, 29.7)


def test_a_wait_at_a_traffic_light_is_no_stop() -> None:
    assert stops(north(0, 100, *[200] * 18, 300, 400)) == []
    assert told(stops(north(0, 100, *[200] * 19, 300, 400))) == [(2, 20)]


def test_a_gap_is_no_stop_even_when_somebody_comes_back_to_the_same_place() -> None:
    way = laid(np.full(4, 120.25), np.full(4, 29.7), np.array([0, 50_000, 900_000, 950_000]))
    assert len(way.parts) == 2
    assert stops(way) == []


def test_two_places_one_after_the_other_are_two_stops() -> None:
    assert told(stops(north(*[0] * 20, *[80] * 20))) == [(0, 19), (20, 39)]


def test_nothing_and_a_single_fix_are_no_stops() -> None:
    assert stops(north()) == stops(north(1)) == []


@given(
    st.lists(st.tuples(st.integers(-40, 40), st.integers(-40, 40), st.sampled_from([1, 10, 40, 100])), max_size=60),
    st.sampled_from([5.0, 30.0, 60.0]),
    st.sampled_from([0.0, 60.0, 180.0]),
)
def test_stops_are_those_of_the_definition(steps: list[tuple[int, int, int]], across_m: float, stay_s: float) -> None:
    columns = np.array(steps, float).reshape(-1, 3).T
    x, y, seconds = np.cumsum(columns, axis=1)
    # Places off every grid, so that no distance equals the limit.
    way = laid(120.25 + x * M * 1.0137, 29.7 + y * M * 1.0291, seconds * 1000)
    assert told(stops(way, across_m, stay_s)) == by_definition(way, across_m, stay_s)


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
def test_stops_of_a_real_trajectory_are_those_of_the_definition(shared: Path, number: int) -> None:
    way = tracks.lay_out(real(shared)[number], DUTY)
    found = stops(way)
    assert told(found) == by_definition(way, 60, 180)
    assert all(a.to_ms < b.from_ms for a, b in pairwise(found))
    for stop in found:
        run = slice(stop.first, stop.last + 1)
        far = GEOD.inv(
            way.kept.lon[run], way.kept.lat[run], *np.broadcast_arrays(stop.lon, stop.lat, way.kept.lon[run])[:2]
        )
        assert max(far[2]) <= 60
