"""A small form of the soak, and proof that it would notice."""

import gc
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.soak.blows import Strength
from tests.soak.main import caught, planted
from tests.soak.run import Plan, soak
from tests.support import workers

# A phone stopped in the middle of connecting has a socket that nobody holds yet, so that nobody can close it.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")

BLOWS = ("api_killed", "postmaster_killed", "commit_cut", "store_503", "tab_killed", "device_clock_jumped")
PLAN = Plan(
    phones=3,
    captures=9,
    seed=3,
    blows=dict.fromkeys(BLOWS, 1),
    strength=Strength(between_s=0.5, store_away_s=1, cuts=3),
    give_up_s=300,
)


@pytest.fixture
def state() -> Iterator[Path]:
    yield workers.own("soak")
    gc.collect()  # Here, and not in the middle of another test.


async def test_nothing_is_lost_doubled_or_altered_through_cuts_and_kills(state: Path) -> None:
    report = await soak(PLAN, state)
    assert report.drained, report
    assert report.outcome.clean, report
    assert not report.findings, report
    assert set(BLOWS) <= set(report.faults)


@pytest.mark.parametrize("fault", ["no_idempotency_key", "acknowledge_before_commit"])
async def test_a_planted_fault_is_noticed(state: Path, fault: str) -> None:
    report = await soak(planted(PLAN, fault), state, partial(caught, fault))
    assert caught(fault, report.outcome), report
