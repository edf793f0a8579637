"""One way for everybody: which areas hold a place on a day, on borders too, whatever versions come and go."""

import asyncio
import threading
from datetime import date, datetime, timedelta

import numpy as np
import pytest

from backend.core.china import SHANGHAI
from backend.core.db import Conn
from backend.patrols.tracks.zoning import days_of
from backend.zones import assigning
from backend.zones.assigning import Assigner
from backend.zones.job import Numbered
from backend.zones.structs import DEALING, AreaKind
from geo.lookup import Lookup
from tests.backend.patrols.conftest import make_zone
from tests.conftest import Person

MARCH = date(2026, 3, 1)


@pytest.fixture
def assigner() -> Assigner:
    return Assigner()


async def zone_at(assigner: Assigner, conn: Conn, lon: float, lat: float, on: date) -> list[str]:
    return [a.code for a in await assigner.at(conn, lon, lat, on, DEALING)]


async def test_a_border_belongs_to_the_lowest_code_and_outside_to_nobody(assigner: Assigner, conn: Conn) -> None:
    await make_zone(conn, "20", 120, 29, 120.25, 30)
    await make_zone(conn, "100", 120.25, 29, 120.5, 30)
    assert await zone_at(assigner, conn, 120.25, 29.5, MARCH) == ["100"]
    assert await zone_at(assigner, conn, 120.2, 29.5, MARCH) == ["20"]
    assert await zone_at(assigner, conn, 120.6, 29.5, MARCH) == []


async def test_a_version_holds_from_its_first_day_until_the_day_before_its_last(assigner: Assigner, conn: Conn) -> None:
    await make_zone(conn, "old", 120, 29, 121, 30, valid_to=MARCH)
    await make_zone(conn, "new", 120, 29, 121, 30, valid_from=MARCH)
    await make_zone(conn, "a", 120, 29, 121, 30, valid_from=MARCH, valid_to=MARCH)
    assert await zone_at(assigner, conn, 120.5, 29.5, MARCH - timedelta(days=1)) == ["old"]
    assert await zone_at(assigner, conn, 120.5, 29.5, MARCH) == ["new"]


async def test_each_place_is_assigned_by_its_own_day(assigner: Assigner, conn: Conn) -> None:
    _, old = await make_zone(conn, "1", 120, 29, 121, 30, valid_to=MARCH)
    _, west = await make_zone(conn, "1", 120, 29, 120.5, 30, valid_from=MARCH)
    _, east = await make_zone(conn, "2", 120.5, 29, 121, 30, valid_from=MARCH)
    days = np.array(["2026-03-02", "2026-02-28", "2026-03-01", "1999-12-31"], "datetime64[D]")
    lon = np.array([120.7, 120.7, 120.5, 120.7])
    found = await assigner.numbers(conn, AreaKind.DUTY_ZONE, lon, np.full(4, 29.5), days)
    assert found.tolist() == [east, old, west, 0]


async def test_a_change_of_areas_is_noticed_at_once(assigner: Assigner, conn: Conn) -> None:
    zone, _ = await make_zone(conn, "1", 120, 29, 121, 30)
    assert await zone_at(assigner, conn, 120.5, 29.5, MARCH) == ["1"]
    await conn.execute("update areas set valid_to = $2 where id = $1", zone, MARCH)
    assert await zone_at(assigner, conn, 120.5, 29.5, MARCH) == []


async def test_a_look_up_is_built_once_however_many_ask_and_whoever_gives_up(
    assigner: Assigner, conn: Conn, monkeypatch: pytest.MonkeyPatch
) -> None:
    await make_zone(conn, "1", 120, 29, 121, 30)
    built: list[int] = []
    begun, go_on = asyncio.Event(), threading.Event()
    loop, build = asyncio.get_running_loop(), assigning._build

    def slow(shapes: list[Numbered]) -> Lookup:
        built.append(len(shapes))
        loop.call_soon_threadsafe(begun.set)
        go_on.wait(30)
        return build(shapes)

    monkeypatch.setattr(assigning, "_build", slow)
    kinds = [AreaKind.DUTY_ZONE]
    first = asyncio.create_task(assigner.at(conn, 120.5, 29.5, MARCH, kinds))
    await begun.wait()
    second = asyncio.create_task(assigner.at(conn, 120.5, 29.5, MARCH, kinds))
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    go_on.set()
    assert [a.code for a in await second] == ["1"]
    assert built == [1]


async def test_of_several_kinds_only_those_asked_for_are_answered_in_order(assigner: Assigner, conn: Conn) -> None:
    for kind, code in (("town", "330681109"), ("village", "330681109001"), ("duty_zone", "Z1")):
        zone, _ = await make_zone(conn, code, 120, 29, 121, 30)
        await conn.execute("update areas set kind = $2 where id = $1", zone, kind)
    every = await assigner.at(conn, 120.5, 29.5, MARCH)
    assert [a.kind for a in every] == [AreaKind.DUTY_ZONE, AreaKind.TOWN, AreaKind.VILLAGE]
    assert await zone_at(assigner, conn, 120.5, 29.5, MARCH) == ["Z1", "330681109"]


async def test_the_interface_answers_by_the_same_rule(officer: Person, conn: Conn) -> None:
    await make_zone(conn, "20", 120, 29, 120.25, 30)
    await make_zone(conn, "100", 120.25, 29, 120.5, 30)
    answer = await officer.client.get("/api/areas/at", params={"lon": 120.25, "lat": 29.5, "on": "2026-03-01"})
    assert [a["code"] for a in answer.json()["areas"]] == ["100"]


def test_the_day_of_a_moment_is_the_one_in_shanghai() -> None:
    moments = [datetime(2026, 2, 28, 23, 59, 59, 999_000), datetime(2026, 3, 1), datetime(2000, 1, 1)]
    local = [m.replace(tzinfo=SHANGHAI) for m in moments]
    days = days_of(np.array([round(m.timestamp() * 1000) for m in local]))
    assert days.tolist() == [m.date() for m in moments]
