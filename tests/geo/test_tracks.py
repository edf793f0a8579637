"""Tracks tell the truth: what is not believed has a reason, a gap stays a gap, lengths are those of the ellipsoid."""

from itertools import pairwise

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod, Transformer

from geo import cleaning, pack, tracks
from geo.cleaning import DropReason, Duty
from geo.fixes import COMPANION_SEQ, Batch, Fixes
from geo.fixes import of as fixes_of
from geo.tracks import GapReason, Laid

DUTY = Duty(from_ms=0)
STEP = 1e-4
"""Degrees of latitude, about 11 m."""


def walk(
    *lat: float, at: list[float] | None = None, flags: dict[int, int] | None = None, seq: list[int] | None = None,
    accuracy: dict[int, float] | None = None, zone: list[int] | None = None,
) -> Fixes:  # fmt: skip
    """Fixes due north, one every 10 s unless ``at`` (seconds) says otherwise."""
    n = len(lat)
    fixes = Fixes(
        seq=np.array(seq if seq else range(n)),
        at_ms=np.array([s * 1000 for s in (at or range(0, n * 10, 10))], np.int64),
        lon=np.full(n, 120.0),
        lat=29.7 + np.array(lat, float) * STEP,
        accuracy_m=np.full(n, 5.0),
        flags=np.zeros(n, np.int64),
        zone=np.array(zone or [0] * n),
    )
    for i, f in (flags or {}).items():
        fixes.flags[i] = f
    for i, a in (accuracy or {}).items():
        fixes.accuracy_m[i] = a
    return fixes


def nowhere(fixes: Fixes, *which: int) -> Fixes:
    """Three that agree with each other would be believed, were they anywhere else."""
    fixes.lon[list(which)] = fixes.lat[list(which)] = 0
    return fixes


def dropped(laid: Laid) -> dict[int, DropReason]:
    return {int(i): cleaning.ORDER[laid.reasons[i] - 1] for i in np.flatnonzero(laid.reasons)}


def gaps(laid: Laid) -> dict[int, GapReason]:
    return {b.after: b.reason for b in laid.breaks}


def test_a_steady_walk_is_one_part_and_loses_nothing() -> None:
    laid = tracks.lay_out(walk(*range(10)), DUTY)
    assert (laid.parts, laid.breaks, dropped(laid)) == ([(0, 10)], [], {})


def test_nothing_at_all_and_a_single_fix_are_fine() -> None:
    nothing = tracks.lay_out(walk(), DUTY)
    assert (nothing.parts, tracks.summarise(nothing).distance_m) == ([], 0)
    single = tracks.lay_out(walk(1), DUTY)
    assert (single.parts, tracks.summarise(single).shares) == ([(0, 1)], [])


@pytest.mark.parametrize(
    ("fixes", "expected"),
    [
        (walk(0, 1, 2, flags={1: 8}), {1: DropReason.MOCK}),
        (walk(0, 1, 2, accuracy={2: 100.1}), {2: DropReason.ACCURACY}),
        (nowhere(walk(0, 1, 2, 3, 4, 5), 2, 3, 4), dict.fromkeys((2, 3, 4), DropReason.NOWHERE)),
        (walk(0, 1, 2, accuracy={2: 100}), {}),
        (walk(0, 1, 2, accuracy={2: np.nan}), {}),
        (walk(0, 1, 1, 2, at=[0, 10, 10, 20]), {2: DropReason.DUPLICATE}),
        (walk(0, 1, 2, 3, at=[0, 10, 10, 20]), {1: DropReason.CLOCK}),
        (walk(0, 1, 2, 3, at=[0, 10, 5000, 20]), {2: DropReason.CLOCK}),
        (walk(0, 1, 2, 3, at=[0, 10, 5, 20]), {1: DropReason.CLOCK}),
        (walk(0, 1, 900, 3, 4), {2: DropReason.SPEED}),
        (walk(0, 1, 900, 901, 4, 5), {2: DropReason.SPEED, 3: DropReason.SPEED}),
        (walk(900, 1, 2, 3), {0: DropReason.SPEED}),
        (walk(0, 1, 2, at=[-100, 0, 10]), {0: DropReason.OFF_DUTY}),
        (walk(0, 1, 2, at=[-60, 0, 10]), {}),
    ],
)
def test_what_is_not_believed_is_left_out_with_its_reason(fixes: Fixes, expected: dict[int, DropReason]) -> None:
    assert dropped(tracks.lay_out(fixes, DUTY)) == expected


def test_an_officer_who_appears_elsewhere_and_stays_has_jumped() -> None:
    laid = tracks.lay_out(walk(0, 1, 2, 900, 901, 902), DUTY)
    assert dropped(laid) == {}
    assert (gaps(laid), laid.parts) == ({2: GapReason.JUMP}, [(0, 3), (3, 6)])
    assert tracks.summarise(laid).distance_m == pytest.approx(4 * 11.08, rel=0.01)


def test_a_fast_step_within_the_accuracy_of_both_fixes_is_believed() -> None:
    far = walk(0, 60, 61, at=[0, 10, 20], accuracy={0: 90, 1: 90})
    assert dropped(tracks.lay_out(far, DUTY)) == {}


def test_silence_breaks_the_track_after_a_minute() -> None:
    assert gaps(tracks.lay_out(walk(0, 1, 2, at=[0, 60, 121]), DUTY)) == {1: GapReason.UNKNOWN}


def test_the_recorded_reason_wins_over_silence_and_is_handed_on_by_a_fix_that_was_dropped() -> None:
    assert gaps(tracks.lay_out(walk(0, 1, 2, at=[0, 10, 500], flags={2: 3}), DUTY)) == {1: GapReason.BATTERY}
    handed_on = walk(0, 1, 2, 3, at=[0, 10, 500, 510], flags={2: 1}, accuracy={2: 500})
    assert gaps(tracks.lay_out(handed_on, DUTY)) == {1: GapReason.HIDDEN}


def test_a_time_with_nothing_but_unusable_fixes_is_a_gap_that_says_so() -> None:
    fixes = walk(*range(10), at=list(range(0, 200, 20)), accuracy=dict.fromkeys(range(2, 8), 900.0))
    assert gaps(tracks.lay_out(fixes, DUTY)) == {1: GapReason.UNUSABLE}


def test_batches_not_yet_received_are_a_gap_that_says_so() -> None:
    fixes = walk(0, 1, 2, 3, at=[0, 10, 20, 30], seq=[0, 1, 102, 103])
    assert gaps(tracks.lay_out(fixes, DUTY)) == {1: GapReason.NOT_RECEIVED}


C = COMPANION_SEQ


def merged(own: dict[float, float], beside: dict[float, float], **more: dict[int, int]) -> Fixes:
    """Own fixes and a companion's, seconds to steps north, merged as ``fixes.of`` does."""
    both = own | beside
    at = sorted(both)
    seq = [list(own).index(s) if s in own else C + list(beside).index(s) for s in at]
    return walk(*(both[s] for s in at), at=at, seq=seq, **more)


def test_a_companion_fills_the_silence_of_the_phone_and_nothing_else() -> None:
    own = {0: 0.0, 10: 1.0, 500: 50.0, 510: 51.0}
    laid = tracks.lay_out(merged(own, {5: 3.0, 40: 4.0, 90: 9.0, 140: 14.0, 505: 53.0}), DUTY)
    assert dropped(laid) == {1: DropReason.BESIDE, 7: DropReason.BESIDE}
    assert gaps(laid) == {4: GapReason.UNKNOWN}
    assert tracks.summarise(laid).distance_m == pytest.approx(15 * 11.08, rel=0.01)


def test_what_the_phone_says_of_its_silence_is_no_gap_where_a_companion_went_on() -> None:
    own = {0: 0.0, 10: 1.0, 100: 10.0}
    hidden = merged(own, {30: 3.0, 60: 6.0, 90: 9.0}, flags={5: 1})
    assert gaps(tracks.lay_out(hidden, DUTY)) == {}
    short = merged(own, {30: 3.0}, flags={3: 1})
    assert gaps(tracks.lay_out(short, DUTY)) == {2: GapReason.HIDDEN}


def test_a_companion_before_the_first_and_after_the_last_of_the_phone_is_drawn() -> None:
    laid = tracks.lay_out(merged({50: 5.0, 60: 6.0}, {0: 0.0, 30: 3.0, 70: 7.0}), DUTY)
    assert (dropped(laid), gaps(laid), laid.parts) == ({}, {}, [(0, 5)])


def test_a_companion_alone_draws_the_way() -> None:
    laid = tracks.lay_out(merged({}, {0: 0.0, 30: 3.0, 60: 6.0}), DUTY)
    assert (dropped(laid), gaps(laid), laid.parts) == ({}, {}, [(0, 3)])


def test_a_companions_fixes_stand_where_their_time_puts_them_and_the_phones_keep_their_order() -> None:
    def single(seq: int, at: int) -> Batch:
        return Batch(seq, at, pack.write([0], [at], [at]), [1, 1])

    own = Batch(0, 0, pack.write([0, 900, 20], [0, 900, 20], [0, 900, 20]), [1, 3])
    every = fixes_of([single(C, 950), own, single(C + 1, 10), single(C + 2, 10)])
    assert every.at_ms.tolist() == [0, 10, 10, 900, 20, 950]
    assert every.seq.tolist() == [0, C + 1, C + 2, 1, 2, C]


def test_a_pause_breaks_the_track_and_what_lies_deep_inside_is_off_duty() -> None:
    duty = Duty(from_ms=0, pauses=[(30_000, 400_000)])
    laid = tracks.lay_out(walk(0, 1, 2, 3, 4, 5, at=[0, 10, 40, 200, 410, 420]), duty)
    assert dropped(laid) == {3: DropReason.OFF_DUTY}
    assert gaps(laid) == {2: GapReason.PAUSED}


@given(
    st.lists(st.integers(-200_000, 400_000), min_size=1, max_size=20),
    st.none() | st.integers(0, 300_000),
    st.lists(st.tuples(st.integers(0, 300_000), st.none() | st.integers(0, 300_000)), max_size=2),
)
def test_what_duty_surely_covers_holds_nothing_off_duty(
    at: list[int], end: int | None, pauses: list[tuple[int, int | None]]
) -> None:
    duty, times = Duty(0, end, pauses), np.array(at)
    if duty.covers(min(at), max(at)):
        assert not duty.off(times).any()
    elif not pauses:
        assert duty.off(times).any()


def test_time_and_metres_are_shared_between_the_zones_of_both_ends_and_add_up() -> None:
    laid = tracks.lay_out(walk(0, 1, 2, 3, zone=[7, 7, 0, 0]), DUTY)
    summary = tracks.summarise(laid)
    assert [(s.zone, s.seconds) for s in summary.shares] == [(0, 15), (7, 15)]
    assert sum(s.metres for s in summary.shares) == pytest.approx(summary.distance_m)


def test_standing_is_not_moving() -> None:
    summary = tracks.summarise(tracks.lay_out(walk(0, 1, 2, 2.1, 2.2, 3), DUTY))
    assert summary.moving_s == 30


@st.composite
def any_fixes(draw: st.DrawFn) -> Fixes:
    n = draw(st.integers(0, 40))

    def column(values: st.SearchStrategy[float]) -> np.ndarray:
        return np.array(draw(st.lists(values, min_size=n, max_size=n)))

    return Fixes(
        seq=np.cumsum(column(st.sampled_from([1, 1, 1, 50])).astype(np.int64)),
        at_ms=np.cumsum(column(st.sampled_from([1000, 1000, 0, -5000, 90_000])).astype(np.int64)),
        lon=120 + column(st.floats(-0.01, 0.01)),
        lat=29.7 + column(st.sampled_from([0, 1e-5, 5e-5, 0.1])).astype(float),
        accuracy_m=column(st.sampled_from([3.0, 30.0, 300.0, np.nan])).astype(float),
        flags=column(st.sampled_from([0, 0, 0, 1, 2, 8])).astype(np.int64),
        zone=column(st.integers(0, 3)).astype(np.int64),
    )


@given(any_fixes(), st.lists(st.tuples(st.integers(0, 100_000), st.integers(0, 200_000)), max_size=2))
def test_every_fix_is_either_drawn_or_has_a_reason(fixes: Fixes, spans: list[tuple[int, int]]) -> None:
    laid = tracks.lay_out(fixes, Duty(0, pauses=[(a, a + length) for a, length in spans]))
    assert len(laid.kept) + np.count_nonzero(laid.reasons) == len(fixes)
    assert [i for a, b in laid.parts for i in range(a, b)] == list(range(len(laid.kept)))
    assert len(laid.parts) == (len(laid.breaks) + 1 if len(laid.kept) else 0)
    assert (np.diff(laid.kept.at_ms) > 0).all()
    inside = np.delete(np.diff(laid.kept.at_ms), [b.after for b in laid.breaks]) if len(laid.kept) else []
    assert all(ms <= 60_000 for ms in inside)


@given(any_fixes())
def test_length_and_shares_equal_a_sum_made_step_by_step(fixes: Fixes) -> None:
    laid = tracks.lay_out(fixes, DUTY)
    geod, kept = Geod(a=6378137, rf=298.257222101), laid.kept
    metres = seconds = 0.0
    for a, b in laid.parts:
        for i in range(a, b - 1):
            metres += geod.inv(kept.lon[i], kept.lat[i], kept.lon[i + 1], kept.lat[i + 1])[2]
            seconds += (kept.at_ms[i + 1] - kept.at_ms[i]) / 1000
    summary = tracks.summarise(laid)
    assert summary.distance_m == pytest.approx(metres, abs=1e-6)
    assert sum(s.metres for s in summary.shares) == pytest.approx(metres, abs=1e-6)
    assert sum(s.seconds for s in summary.shares) == pytest.approx(seconds, abs=1e-6)


@settings(max_examples=50)
@given(
    st.lists(st.tuples(st.floats(-0.2, 0.2), st.floats(-0.2, 0.2)), min_size=1, max_size=60),
    st.sampled_from([0.0, 1.0, 25.0, 3000.0]),
)
def test_no_vertex_lies_farther_from_the_drawn_line_than_the_tolerance(
    places: list[tuple[float, float]], tolerance: float
) -> None:
    lon, lat = np.add(np.array(places).T, [[120.0], [29.7]])
    drawn = tracks.simplify(lon, lat, tolerance)
    assert (drawn[0], drawn[-1]) == (0, len(lon) - 1)
    assert (np.diff(drawn) > 0).all()
    x, y = Transformer.from_crs("EPSG:4490", "EPSG:4549", always_xy=True).transform(lon, lat)
    for a, b in pairwise(drawn):
        chord = shapely.linestrings([[x[a], y[a]], [x[b], y[b]]])
        # The two planes differ by less than 0.1 % here.
        assert all(shapely.distance(chord, shapely.points(x[i], y[i])) <= tolerance * 1.001 + 1e-6 for i in range(a, b))
