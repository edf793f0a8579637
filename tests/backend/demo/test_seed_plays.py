"""A demonstration that plays by itself moves on what is its own, and leaves to people what people did."""

import numpy as np
import pytest

from backend.core import clock
from backend.core.db import Conn
from backend.core.errors import Misconfigured
from backend.core.ids import uuid7
from backend.demo.loading.happening import CALL, Happenings
from backend.settings import from_environment
from backend.zones.assigning import Assigner
from tests.backend.demo.conftest import County


class Dice(np.random.Generator):
    """Throws what the story needs where the kind of event is chosen, and the dice's own numbers otherwise."""

    def __init__(self, *events: str) -> None:
        super().__init__(np.random.PCG64(7))
        self._events = list(events)

    def choice(self, a, *args, **kwargs):  # type: ignore[no-untyped-def]
        if list(a) == ["report", "decide", "alarm"]:
            return self._events.pop(0)
        return super().choice(a, *args, **kwargs)


async def count(conn: Conn, what: str) -> int:
    return int(await conn.fetchval(f"select count(*) from {what}"))


async def test_somebody_on_duty_reports_what_is_before_them(loaded: County) -> None:
    happenings = Happenings(loaded.database, loaded.store, Assigner(), Dice("report"))
    assert await happenings.step(clock.now()) == "report"
    async with loaded.database.pool.acquire() as conn:
        lead = await conn.fetchrow(
            """
            select leads.*, st_distance(place::geography, st_setsrid(st_makepoint(lon, lat), 4490)::geography) as away
            from leads join live_positions using (patrol_id) where app_build = 'demonstration-live'
            """
        )
        photos = await conn.fetch("select state from media where lead_id = $1", lead["id"])
    assert lead["state"] == "reported"
    assert lead["away"] < 1
    assert photos
    assert {p["state"] for p in photos} <= {"verifying", "received"}


async def test_a_room_decides_on_the_demonstrations_lead_and_not_on_a_persons(loaded: County) -> None:
    async with loaded.database.pool.acquire() as conn:
        real = uuid7()
        await conn.execute(
            """
            insert into leads select ($1::uuid), 'reported', category, place, place_source, fix, address, note,
                   town_code, town_name, duty_zone_id, duty_zone_name, reported_by, reported_by_name, device_id,
                   patrol_id, captured_at, now() - interval '3 days', null, null, 1, 'abc', sent_sha256
            from leads limit 1
            """,
            real,
        )
        before = await count(conn, "lead_steps")
    happenings = Happenings(loaded.database, loaded.store, Assigner(), Dice("decide", "decide"))
    assert [await happenings.step(clock.now()) for _ in range(2)] == ["decide", "decide"]
    async with loaded.database.pool.acquire() as conn:
        assert await count(conn, "lead_steps") == before + 2
        assert await conn.fetchval("select state from leads where id = $1", real) == "reported"
        await conn.execute("delete from leads where id = $1", real)


async def test_a_call_for_help_is_seen_and_closed_after_a_while(loaded: County) -> None:
    happenings = Happenings(loaded.database, loaded.store, Assigner(), Dice("alarm", "decide", "decide", "decide"))
    assert await happenings.step(clock.now()) == "alarm"
    states = []
    async with loaded.database.pool.acquire() as conn:
        for _ in range(3):
            await conn.execute(
                "update alarms set received_at = received_at - interval '1 minute' where note = $1", CALL
            )
            await happenings.step(clock.now())
            states.append(await conn.fetchval("select state from alarms where note = $1", CALL))
    assert states == ["seen", "closed", "closed"]


@pytest.mark.parametrize("speed", ["-1", "fast", "61", "nan"])
def test_a_speed_that_makes_no_sense_stops_the_start(speed: str) -> None:
    env = {"DATABASE_URL": "x", "S3_ENDPOINT": "x", "S3_ACCESS_KEY": "x", "S3_SECRET_KEY": "x", "FENGXUN_DEMO": "1"}
    with pytest.raises(Misconfigured, match="FENGXUN_DEMO_SPEED"):
        from_environment({**env, "FENGXUN_DEMO_SPEED": speed})
