"""Two histories signed with the log's own key: no witness signs the second, and nobody who compares believes both."""

import pytest

from backend.tlog import comparing
from tests.soak.forks import fork


@pytest.mark.parametrize("seed", range(20))
def test_a_fork_is_seen_by_the_witness_and_by_whoever_compares_two_checkpoints(seed: int) -> None:
    assert fork(str(seed)) == []


def test_a_comparison_that_believes_everything_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparing, "agree", lambda *_: True)
    assert fork("1")
