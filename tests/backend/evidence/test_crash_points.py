"""A small form of ``./dev soak crashes``: every step of server and phone once, in turn by another manner."""

from collections.abc import AsyncIterator
from itertools import cycle

import pytest

from backend.core.storage import Store
from backend.settings import Settings
from tests.soak.mortal import Blow, Fault
from tests.soak.phone_crashes import FAULTS, phone_crashes
from tests.soak.server_crashes import House, house_of, points, struck
from tests.support.committed import committed
from tests.support.live import Stage

CRASHES = (Fault.CRASH_BEFORE, Fault.CRASH_AFTER, Fault.UNKNOWN, Fault.ERROR)


@pytest.fixture(scope="module")
async def stage(admin_dsn: str, database_url: str) -> AsyncIterator[Stage]:
    async with committed(admin_dsn, database_url) as made:
        yield made


@pytest.fixture
async def house(stage: Stage, store_settings: Settings, bucket: Store) -> AsyncIterator[House]:
    async with house_of(stage, store_settings, bucket) as made:
        yield made


async def test_a_capture_survives_whatever_happens_to_the_server_at_any_of_its_steps(house: House) -> None:
    found = await points(house, picture=False)
    print(*found, sep="\n")
    for point, fault in zip(found, cycle(CRASHES), strict=False):
        verdict, _ = await struck(house, Blow(point, fault), picture=False)
        assert not verdict.problems, verdict


async def test_a_server_that_acknowledges_before_it_commits_is_found_out(
    stage: Stage,
    store_settings: Settings,
    bucket: Store,
) -> None:
    async with house_of(stage, store_settings, bucket, hasty=True) as hasty:
        verdict, _ = await struck(hasty, Blow("send lead: commit 1", Fault.CRASH_BEFORE), picture=False)
        assert verdict.problems


async def test_a_capture_survives_whatever_happens_to_the_phone_at_any_of_its_steps(
    stage: Stage, store_settings: Settings, bucket: Store
) -> None:
    told = await phone_crashes(stage, store_settings, bucket, size=200_000, faults=FAULTS[:4], every=False)
    print(*told.points, sep="\n")
    assert len(told.points) >= 15
    assert not [made for made in told.found if made.problems]
