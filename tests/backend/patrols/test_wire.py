"""Whatever bytes arrive, they become a batch within bounds or a named problem, never anything else."""

import gzip
from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from backend.core.errors import Problem
from backend.patrols.rules import millis
from backend.patrols.tracks import checking, wire
from backend.patrols.tracks.wire import SentBatch
from geo import pack

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
ID = UUID(int=1)
Times = st.one_of(st.integers(millis(NOW) - 10**7, millis(NOW) + 10**6), st.integers(-(2**63), 2**63 - 1))
Headers = st.builds(pack.Header, st.one_of(st.integers(0, 1000), st.integers(0, 2**32 - 1)), Times, Times)
Packed = st.builds(pack.pack, Headers, st.binary(max_size=200))
Likely = st.builds(
    lambda header, dt: pack.pack(header, pack.write(dt, [1_202_500_000] * len(dt), [297_000_000] * len(dt))),
    st.builds(pack.Header, st.integers(0, 999_990), st.integers(millis(NOW) - 10**7, millis(NOW)), Times),
    st.lists(st.integers(0, 10**6), min_size=1, max_size=20),
)


@given(
    st.one_of(st.binary(max_size=300), Packed, Likely, Likely.map(gzip.compress)),
    st.sampled_from([wire.MEDIA_TYPE, "application/json"]),
    st.sampled_from(["", "gzip"]),
)
def test_any_bytes_become_a_batch_within_bounds_or_a_named_problem(body: bytes, media: str, encoding: str) -> None:
    sent = read(body, media, encoding)
    if isinstance(sent, Problem):
        assert 400 <= sent.status < 500
        assert sent.zh
        assert sent.en
        return
    assert 1 <= len(sent.fixes) <= pack.MAX_POINTS
    assert 0 <= sent.first_seq < sent.end_seq <= wire.MAX_SEQ
    assert (abs(sent.fixes["lon"].astype(int)) <= 180 * pack.DEGREE).all()
    assert (abs(sent.fixes["lat"].astype(int)) <= 90 * pack.DEGREE).all()
    assert wire.moment(int(sent.at_ms.max())) <= NOW + wire.CLOCK_ERROR + timedelta(milliseconds=checking.FUTURE_MS)
    assert wire.moment(int(sent.at_ms.min())).year >= 2000


def read(body: bytes, media: str, encoding: str) -> SentBatch | Problem:
    try:
        sent = wire.read(ID, ID, media, encoding, body, NOW)
    except Problem as problem:
        return problem
    return checking.look_over([sent])[0] or sent


Records = st.integers(1, 9).flatmap(lambda count: st.binary(min_size=20 * count, max_size=20 * count))
Unpacked = st.tuples(
    st.builds(pack.Header, st.integers(0, 1000), st.integers(0, 2**50), st.integers(0, 2**50)), Records
)


@given(st.lists(Unpacked, min_size=1, max_size=8))
def test_a_batch_is_told_the_same_alone_and_among_others(sent: list[tuple[pack.Header, bytes]]) -> None:
    group, alone, fresh = ([SentBatch(ID, ID, *each, NOW) for each in sent] for _ in range(3))
    together = checking.look_over(group)
    assert [_told(each) for each in together] == [_told(checking.look_over([one])[0]) for one in alone]
    assert [one.extent for one in group] == [one.extent for one in fresh]


def _told(problem: Problem | None) -> object:
    return problem and problem.errors
