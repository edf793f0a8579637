"""What lasts long begins first and is shared out evenly; no test is lost or run twice."""

from typing import NamedTuple

import pytest

from tests.support.spreading import spread


class Named(NamedTuple):
    nodeid: str


STORIES = [Named(f"tests/e2e/test_{n}.py::test_{m}") for n in range(6) for m in range(2)]
SHORT = [Named(f"tests/geo/test_{n}.py::test_{m}") for n in range(20) for m in range(n)]


@pytest.mark.parametrize("processes", [1, 2, 3, 5])
def test_every_test_is_run_once_whatever_the_number_of_processes(processes: int) -> None:
    assert sorted(spread([*SHORT[:90], *STORIES, *SHORT[90:]], processes)) == sorted([*SHORT, *STORIES])


def test_each_process_begins_with_as_many_stories_as_the_others_and_files_stay_together() -> None:
    order = spread([*SHORT, *STORIES], 3)
    share = len(order) // 3
    first = [[test.nodeid for test in order[at : at + 4]] for at in (0, share, 2 * share)]
    assert sorted(name for names in first for name in names) == sorted(test.nodeid for test in STORIES)
    assert all(len({name.partition("::")[0] for name in names}) == 2 for names in first)


def test_few_tests_and_many_processes_lose_nothing() -> None:
    assert sorted(spread(STORIES[:2], 4)) == sorted(STORIES[:2])
