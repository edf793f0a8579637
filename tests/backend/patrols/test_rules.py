"""The course of a patrol, as a table: any order of arrival ends in the same state."""

from datetime import datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.patrols import rules
from backend.patrols.structs import EventKind, NewEvent, PatrolState
from tests.backend.patrols.conftest import START, after

PAUSE, RESUME, END = EventKind.PAUSE, EventKind.RESUME, EventKind.END
RUNNING, PAUSED, ENDED = PatrolState.RUNNING, PatrolState.PAUSED, PatrolState.ENDED


def told(*events: tuple[EventKind, float]) -> list[NewEvent]:
    return [NewEvent(kind=kind, at=after(at)) for kind, at in events]


@pytest.mark.parametrize(
    ("events", "state", "pauses"),
    [
        ([], RUNNING, []),
        ([(PAUSE, 1)], PAUSED, [(1, None)]),
        ([(PAUSE, 1), (RESUME, 2)], RUNNING, [(1, 2)]),
        ([(PAUSE, 1), (PAUSE, 2), (RESUME, 3)], RUNNING, [(1, 3)]),
        ([(RESUME, 1)], RUNNING, []),
        ([(PAUSE, 1), (END, 5)], ENDED, [(1, 5)]),
        ([(END, 5)], ENDED, []),
        ([(PAUSE, 7), (END, 5)], ENDED, []),
        ([(PAUSE, -30), (RESUME, 2)], RUNNING, [(0, 2)]),
    ],
)
def test_where_a_patrol_stands_in_whatever_order_events_arrive(
    events: list[tuple[EventKind, float]], state: PatrolState, pauses: list[tuple[float, float | None]]
) -> None:
    for order in permutations(told(*events)):
        course = rules.course(START, order)
        assert course.state is state
        assert course.pauses == [(after(a), None if b is None else after(b)) for a, b in pauses]


@given(st.lists(st.tuples(st.sampled_from(EventKind), st.integers(-10, 100)), max_size=8), st.integers(-10, 200))
def test_time_on_duty_is_never_negative_nor_longer_than_the_patrol(
    events: list[tuple[EventKind, int]], until: int
) -> None:
    course = rules.course(START, told(*events))
    end: datetime = course.ended_at or max(after(until), START)
    assert 0 <= rules.duty_seconds(START, course, after(until)) <= (end - START) / timedelta(seconds=1)
