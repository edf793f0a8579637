"""An ended patrol's batches become few large ones, and everything about them is as it was."""

from typing import Any

import pytest
from litestar import Litestar

from backend.core.db import Conn
from backend.patrols.tracks.joins import service as joins
from geo import pack
from tests.backend.patrols.conftest import START, Phone, after, batch, make_zone
from tests.conftest import OneConnection

LONG_AFTER = START + 3 * joins.AFTER


async def rows(conn: Conn) -> list[tuple[int, int]]:
    found = await conn.fetch("select first_seq, point_count from track_batches order by first_seq")
    return [(row["first_seq"], row["point_count"]) for row in found]


async def shown(phone: Phone, patrol: str) -> tuple[Any, Any]:
    return await phone.get(f"/{patrol}/track"), await phone.get(f"/{patrol}")


@pytest.fixture
async def database(conn: Conn, app: Litestar) -> OneConnection:
    found: OneConnection = app.state.database
    return found


@pytest.fixture
async def patrol(phone: Phone, conn: Conn) -> str:
    """Thirty fixes in three batches over two zones, ten that have not come, ten more; ended."""
    await make_zone(conn, "1", 120, 29, 121, 29.70195)
    await make_zone(conn, "2", 120, 29.70195, 121, 30)
    patrol = await phone.start()
    for seq in (10, 0, 20, 40):
        assert (await phone.send(patrol, batch(seq, 10, at=after(seq * 5)))).status_code == 201
    await phone.event(patrol, "end", after(400))
    return patrol


async def test_a_patrol_under_way_or_ended_just_now_is_left_alone(
    phone: Phone, conn: Conn, database: OneConnection
) -> None:
    running, ended = await phone.start(), await phone.start()
    for each in (running, ended):
        await phone.send(each, batch(0, 10))
        await phone.send(each, batch(10, 10, at=after(100)))
    await phone.event(ended, "end", after(200))
    assert await joins.join_ended(database, after(200) + joins.AFTER) == 0
    assert len(await rows(conn)) == 4


async def test_batches_are_joined_as_far_as_no_number_is_missing_and_nothing_looks_different(
    phone: Phone, patrol: str, conn: Conn, database: OneConnection
) -> None:
    before = await shown(phone, patrol)
    assert await joins.join_ended(database, LONG_AFTER) == 1
    assert await rows(conn) == [(0, 30), (40, 10)]
    assert await shown(phone, patrol) == before
    assert await joins.join_ended(database, LONG_AFTER) == 0


async def test_a_piece_sent_again_is_known_and_another_under_its_numbers_is_refused(
    phone: Phone, patrol: str, conn: Conn, database: OneConnection
) -> None:
    await joins.join_ended(database, LONG_AFTER)
    again = await phone.send(patrol, batch(10, 10, at=after(50)))
    assert (again.status_code, again.json()["duplicate"]) == (200, True)
    other = await phone.send(patrol, batch(10, 10, at=after(51)))
    assert (other.status_code, [e["field"] for e in other.json()["errors"]]) == (409, ["seq[10..19]"])
    across = await phone.send(patrol, batch(5, 10, at=after(25)))
    assert [e["field"] for e in across.json()["errors"]] == ["seq[0..9]", "seq[10..19]"]
    assert await rows(conn) == [(0, 30), (40, 10)]


async def test_what_comes_late_is_stored_and_joined_too(
    phone: Phone, patrol: str, conn: Conn, database: OneConnection
) -> None:
    await joins.join_ended(database, LONG_AFTER)
    late = await phone.send(patrol, batch(30, 10, at=after(150)))
    assert (late.status_code, late.json()["acked_through"]) == (201, 49)
    before = await shown(phone, patrol)
    assert await joins.join_ended(database, LONG_AFTER) == 1
    assert await rows(conn) == [(0, 50)]
    assert await shown(phone, patrol) == before
    assert (await phone.send(patrol, batch(20, 10, at=after(100)))).json()["duplicate"] is True


async def test_what_was_received_can_be_told_byte_for_byte(
    phone: Phone, patrol: str, conn: Conn, database: OneConnection
) -> None:
    told = "select first_seq, t0, sent_at, received_at, laid, pieces, point_count, zone_runs from track_batches"
    before = await conn.fetch(told)
    await joins.join_ended(database, LONG_AFTER)
    parts = [part for row in await conn.fetch(told) for part in joins.parts_of(joins.KeptBatch(**dict(row)))]
    assert sorted(parts) == sorted(part for row in before for part in joins.parts_of(joins.KeptBatch(**dict(row))))
    assert {part.records for part in parts} == {pack.lift(row["laid"]) for row in before}


async def test_a_thousand_fixes_are_the_most_a_row_holds(phone: Phone, conn: Conn, database: OneConnection) -> None:
    patrol = await phone.start()
    for seq in range(0, 1200, 400):
        await phone.send(patrol, batch(seq, 400, at=after(seq * 5)))
    await phone.event(patrol, "end", after(7000))
    await joins.join_ended(database, after(7001) + joins.AFTER)
    assert await rows(conn) == [(0, 800), (800, 400)]
