"""In which order the processes that share a run take its tests: what lasts long first, spread over all of them.

In the end there are only short ones left, of which whoever has nothing to do takes some from the others.
"""

import os
from collections.abc import Sequence
from itertools import groupby
from typing import Protocol, TypeVar

SECONDS = {
    "tests/e2e/test_accessibility.py": 40.0,
    "tests/e2e/test_main_job.py": 45.0,
    "tests/e2e/test_shared_phone.py": 45.0,
    "tests/e2e/": 12.0,
    "tests/soak/test_small.py": 25.0,
    "tests/soak/": 8.0,
    "tests/backend/evidence/test_crash_points.py": 8.0,
    "tests/backend/evidence/test_hostile_files.py": 8.0,
    "tests/backend/demo/test_seed": 3.0,
}
"""About how long a test lasts, by how its path begins; the first that fits. Others are short."""


class Test(Protocol):
    @property
    def nodeid(self) -> str: ...


T = TypeVar("T", bound=Test)


def pytest_collection_modifyitems(items: list[T]) -> None:  # type: ignore[misc]
    items[:] = spread(items, int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")))


def spread(items: Sequence[T], processes: int) -> list[T]:
    """For ``--dist worksteal``, which hands out first as many tests in a row to each process. Files stay together."""
    files = [list(tests) for _, tests in groupby(items, _file)]
    long = sorted((file for file in files if _seconds(file)), key=_seconds, reverse=True)
    piles: list[list[T]] = [[] for _ in range(processes)]
    for file in long:
        min(piles, key=_seconds).extend(file)
    short = [test for file in files if not _seconds(file) for test in file]
    left = len(items)
    for n, pile in enumerate(piles):
        share = max(0, left // (processes - n) - len(pile))
        pile += short[:share]
        del short[:share]
        left -= len(pile)
    return [test for pile in piles for test in pile] + short


def _file(test: Test) -> str:
    return test.nodeid.partition("::")[0]


def _seconds(tests: Sequence[Test]) -> float:
    return sum(next((s for start, s in SECONDS.items() if test.nodeid.startswith(start)), 0.0) for test in tests)
