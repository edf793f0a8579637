"""Batches put together come apart again to the bit, and read the same either way."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import fixes, joining, pack
from geo.fixes import Batch
from geo.joining import Part

U4 = st.integers(0, 2**31 - 1)


@st.composite
def parts(draw: st.DrawFn) -> list[Part]:
    """Batches of a patrol, in any order, some numbers missing, clocks going both ways."""
    made, seq = [], draw(st.integers(0, 1000))
    for _ in range(draw(st.integers(1, 8))):
        count = draw(st.integers(1, 20))
        columns = [draw(st.lists(U4, min_size=count, max_size=count)) for _ in range(2)]
        records = pack.write(columns[0], columns[1], columns[1][::-1])
        t0 = draw(st.integers(1_700_000_000_000, 1_700_086_400_000))
        made.append(Part(seq, t0, t0 + draw(U4), draw(st.integers(0, 2**60)), records))
        seq += count + draw(st.sampled_from([0, 0, 0, 7]))
    return draw(st.permutations(made))


@given(parts(), st.integers(1, 60))
def test_what_is_joined_comes_apart_to_the_bit(some: list[Part], most: int) -> None:
    joined = [joining.join(group) for group in joining.groups(some, most)]
    assert [part for each in joined for part in joining.apart(each)] == sorted(some)


@given(parts())
def test_a_track_reads_the_same_joined_or_not(some: list[Part]) -> None:
    single = fixes.of([Batch(p.first_seq, p.t0_ms, p.records, [0, p.size]) for p in some])
    joined = [joining.join(group) for group in joining.groups(some)]
    whole = fixes.of([Batch(j.first_seq, j.t0_ms, j.records, [0, len(pack.read(j.records))]) for j in joined])
    for name in ("seq", "at_ms", "lon", "lat", "flags"):
        assert np.array_equal(getattr(single, name), getattr(whole, name))


@given(parts(), st.integers(20, 60))
def test_no_group_has_a_hole_or_more_than_it_may(some: list[Part], most: int) -> None:
    for group in joining.groups(some, most):
        assert all(a.end_seq == b.first_seq for a, b in itertools.pairwise(group))
        assert sum(part.size for part in group) <= most


def test_what_is_too_far_apart_is_refused_rather_than_bent() -> None:
    near = Part(0, 0, 0, 0, pack.write([0], [0], [0]))
    far = Part(1, 2**31, 0, 0, pack.write([2**31], [0], [0]))
    with pytest.raises(OverflowError):
        joining.join([near, far])
