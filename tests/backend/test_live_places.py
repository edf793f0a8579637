"""Where officers are, on the live line: real servers, a database that really commits."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from backend.auth.permissions import Role
from backend.command import places
from backend.core import live
from backend.core.db import SYSTEM
from backend.core.ids import uuid7
from tests.conftest import DIANKOU, FENGQIAO
from tests.support.committed import committed
from tests.support.live import Stage, Walker, listening, walk

BOX = (120.2, 29.6, 120.3, 29.8)
INSIDE, OUTSIDE = (120.25, 29.7), (120.5, 29.7)


@pytest.fixture
async def house(admin_dsn: str, database_url: str) -> AsyncIterator[Stage]:
    """A committed copy of the migrated database with nobody on duty, gone afterwards."""
    async with committed(admin_dsn, database_url) as made:
        yield made


async def test_however_often_somebody_moves_within_a_second_the_newest_place_is_told_once(house: Stage) -> None:
    watcher, walker = await house.person(Role.COMMAND_ROOM), await house.on_duty()
    async with house.server() as port, listening(port, watcher) as ear:
        async with house.database.transaction(SYSTEM) as conn:
            await walk(conn, walker, *INSIDE)
        assert await ear.moved() == {walker.id}
        async with house.database.transaction(SYSTEM) as conn:
            for n in range(5):
                await walk(conn, walker, 120.1 + n / 100, 29.7)
        assert await ear.moved() == {walker.id}
        assert ear.places[walker.id].lon == pytest.approx(120.14)
        assert ear.places[walker.id].accuracy_m == 4.5
        assert ear.places[walker.id].battery == 80


async def test_a_line_begins_with_where_everybody_is_and_goes_on_with_who_moved(house: Stage) -> None:
    watcher = await house.person(Role.COMMAND_ROOM)
    walkers = [await house.on_duty() for _ in range(3)]
    seen = datetime.now(UTC) - timedelta(minutes=3)
    for walker in walkers:
        await house.walk(walker, *INSIDE, seen)
    async with house.server() as port, listening(port, watcher) as ear:
        assert await ear.moved() == {w.id for w in walkers}
        assert abs(ear.places[walkers[0].id].at - seen) < timedelta(milliseconds=2)
        await house.walk(walkers[1], 120.26, 29.71)
        assert await ear.moved() == {walkers[1].id}
        cursor = ear.cursor
    async with house.server() as other, listening(other, watcher, cursor) as again:
        assert await again.moved() == {w.id for w in walkers}
        assert again.places[walkers[1].id].lon == 120.26


async def test_a_place_whose_transaction_commits_late_is_told_all_the_same(house: Stage) -> None:
    watcher, slow, quick = await house.person(Role.COMMAND_ROOM), await house.on_duty(), await house.on_duty()
    async with house.server() as port, listening(port, watcher) as ear:
        async with house.database.transaction(SYSTEM) as conn:
            await walk(conn, slow, *INSIDE)
            await house.walk(quick, *INSIDE)
            assert await ear.moved() == {quick.id}
            await house.walk(quick, *OUTSIDE)
            assert await ear.moved() == {quick.id}
        assert await ear.moved() == {slow.id}


async def test_only_places_within_reach_are_told(house: Stage) -> None:
    ours, theirs = await house.on_duty(), await house.on_duty(town=DIANKOU)
    here, there = await house.person(Role.COMMAND_ROOM), await house.person(Role.COMMAND_ROOM, towns=(DIANKOU,))
    county, leader = await house.person(Role.GUIDANCE_OFFICE, towns=()), await house.person(Role.SQUAD_LEADER, towns=())
    for walker in (ours, theirs):
        await house.walk(walker, *INSIDE)
    own = Walker(leader.id, uuid7(), DIANKOU)
    await house.pool.execute(
        """
        insert into patrols (id, person_id, person_name, town_code, squad, state, started_at, sent_sha256)
        values ($1, $2, 'leader', $3, '-', 'running', now(), '-')
        """,
        own.patrol_id, own.id, own.town,
    )  # fmt: skip
    await house.walk(own, *INSIDE)
    async with (
        house.server() as port,
        listening(port, here) as a,
        listening(port, there) as b,
        listening(port, county) as c,
        listening(port, leader) as d,
    ):
        assert await a.moved() == {ours.id}
        assert await b.moved() == {theirs.id, own.id}
        assert await c.moved() == {ours.id, theirs.id, own.id}
        assert await d.moved() == {own.id}


async def test_a_change_of_towns_changes_whose_places_are_told_on_an_open_line(house: Stage) -> None:
    watcher, ours, theirs = (
        await house.person(Role.COMMAND_ROOM),
        await house.on_duty(),
        await house.on_duty(town=DIANKOU),
    )
    async with house.server() as port, listening(port, watcher) as ear:
        await house.walk(ours, *INSIDE)
        await house.walk(theirs, *INSIDE)
        assert await ear.moved() == {ours.id}
        async with house.database.transaction(SYSTEM) as conn:
            await conn.execute("update people set town_codes = $2 where id = $1", watcher.id, [DIANKOU])
            await live.announce_revocation(conn, watcher.id)
            await walk(conn, ours, *OUTSIDE)
        assert await ear.moved() == {theirs.id}


async def test_what_moves_inside_the_view_comes_every_second_and_what_moves_outside_now_and_then(
    house: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "OUTSIDE_TICKS", 4)
    watcher, near, far = await house.person(Role.COMMAND_ROOM), await house.on_duty(), await house.on_duty()
    await house.walk(near, *INSIDE)
    await house.walk(far, *OUTSIDE)
    async with house.server() as port, listening(port, watcher) as ear:
        assert await ear.moved() == {near.id, far.id}
        await ear.look(*BOX)
        heard = []
        while far.id not in (heard[-1] if heard else ()):
            await house.walk(far, OUTSIDE[0], 29.7 + len(heard) / 100)
            await house.walk(near, INSIDE[0], 29.7 + len(heard) / 1000)
            heard.append(await ear.moved())
            assert near.id in heard[-1]
        assert 1 <= len(heard) <= 5
        await house.walk(far, OUTSIDE[0], 29.9)
        await house.walk(near, INSIDE[0], 29.75)
        assert await ear.moved() == {near.id}, "who is outside waits"


async def test_who_leaves_the_view_is_seen_leaving_and_a_new_view_shows_who_is_there(house: Stage) -> None:
    watcher, walker, far = await house.person(Role.COMMAND_ROOM), await house.on_duty(), await house.on_duty()
    await house.walk(walker, *INSIDE)
    await house.walk(far, 121, 29)
    async with house.server() as port, listening(port, watcher) as ear:
        await ear.moved()
        await ear.look(*BOX)
        await house.walk(walker, 120.26, 29.7)
        assert await ear.moved() == {walker.id}
        await house.walk(walker, *OUTSIDE)
        assert await ear.moved() == {walker.id}, "not a ghost inside the view"
        await house.walk(far, 121.1, 29)
        await ear.look(121, 28, 122, 30)
        assert await ear.moved() == {far.id}


async def test_off_duty_nobody_has_a_place_and_on_duty_again_everybody_is_known_anew(house: Stage) -> None:
    watcher, first = await house.person(Role.COMMAND_ROOM), await house.person(Role.OFFICER)
    stays = await house.on_duty()
    await house.walk(stays, *INSIDE)
    patrols = [uuid7(), uuid7()]
    now = datetime.now(UTC)
    async with house.server() as port, listening(port, watcher) as ear:
        base = f"http://127.0.0.1:{port}/api/patrols"
        assert await ear.moved() == {stays.id}
        async with httpx.AsyncClient(headers=first.cookie) as phone:
            for patrol in patrols:
                started = (now - timedelta(minutes=2)).isoformat()
                await phone.put(f"{base}/{patrol}", json={"squad": "一组", "started_at": started})
                await house.walk(Walker(first.id, patrol, FENGQIAO), *INSIDE)
                assert await ear.moved() == {first.id}
                assert ear.places[first.id].patrol == patrol
                end = {"kind": "end", "at": datetime.now(UTC).isoformat()}
                assert (await phone.put(f"{base}/{patrol}/events/{uuid7()}", json=end)).status_code in (200, 201)
        async with listening(port, watcher) as late:
            assert await late.moved() == {stays.id}, "nobody who is off duty"


@pytest.mark.parametrize(
    "word",
    [
        "", "nonsense", "[" * 900, "x" * 100_000, '{"type":"view"}', '{"type":"view","box":[1,2,3]}',
        '{"type":"view","box":["a",2,3,4]}', '{"type":"view","box":[1e999,2,3,4]}', '{"type":"view","box":[181,0,0,0]}',
        '{"type":"other","box":null}', b"\xff\x00",
    ],
)  # fmt: skip
async def test_what_a_client_says_and_nobody_understands_changes_nothing(house: Stage, word: str | bytes) -> None:
    watcher, walker = await house.person(Role.COMMAND_ROOM), await house.on_duty()
    async with house.server() as port, listening(port, watcher) as ear:
        await ear.socket.send(word)
        await house.walk(walker, *INSIDE)
        assert await ear.moved() == {walker.id}


async def test_a_socket_too_slow_for_every_second_gets_the_newest_places_when_it_reads_again(house: Stage) -> None:
    watcher, walker = await house.person(Role.COMMAND_ROOM), await house.on_duty()
    async with house.server() as port, listening(port, watcher) as slow, listening(port, watcher) as quick:
        slow.socket.transport.pause_reading()
        for n in range(3):
            await house.walk(walker, 120.2 + n / 100, 29.7)
            assert await quick.moved() == {walker.id}
        slow.socket.transport.resume_reading()
        while slow.places.get(walker.id) != quick.places[walker.id]:
            assert await slow.moved() == {walker.id}
