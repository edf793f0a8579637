"""The live line on real servers and a database that really commits."""

import asyncio
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from backend.auth.permissions import Role
from backend.command import hub as hub_module
from backend.core import live
from backend.core.db import SYSTEM
from backend.core.ids import uuid7
from tests.conftest import DIANKOU, FENGQIAO
from tests.support.committed import committed
from tests.support.live import AT_ONCE_S, PATIENCE_S, Ear, Stage, listening, tell
from tests.support.pieces import a_lead


@pytest.fixture(scope="module")
async def house(admin_dsn: str, database_url: str) -> AsyncIterator[Stage]:
    """A committed copy of the migrated database, gone afterwards."""
    async with committed(admin_dsn, database_url) as made:
        yield made


@pytest.fixture(scope="module")
async def port(house: Stage) -> AsyncIterator[int]:
    async with house.server() as port:
        yield port


_LISTENS = """
    select true from pg_stat_activity where datname = current_database() and query ilike 'listen%' limit 1
"""


async def closed_with(port: int, headers: dict[str, str]) -> int:
    async with connect(f"ws://127.0.0.1:{port}/api/live", additional_headers=headers) as socket:
        with pytest.raises(ConnectionClosed) as closed:
            async with asyncio.timeout(PATIENCE_S):
                await socket.recv()
    assert closed.value.rcvd is not None
    return closed.value.rcvd.code


async def test_nobody_watches_without_a_session(port: int) -> None:
    assert await closed_with(port, {}) == 4401


async def test_who_may_not_watch_is_told_so(house: Stage, port: int) -> None:
    worker = await house.person(Role.GRID_WORKER)
    assert await closed_with(port, worker.cookie) == 4403


async def test_a_page_of_another_origin_cannot_open_the_line(house: Stage, port: int) -> None:
    watcher = await house.person(Role.COMMAND_ROOM)
    assert await closed_with(port, {**watcher.cookie, "Origin": "https://elsewhere.test"}) == 4403
    async with connect(
        f"ws://127.0.0.1:{port}/api/live",
        additional_headers={**watcher.cookie, "Origin": f"http://127.0.0.1:{port}"},
    ) as socket:
        assert '"hello"' in await socket.recv()


async def test_hello_comes_first_with_the_servers_time(house: Stage, port: int) -> None:
    watcher = await house.person(Role.COMMAND_ROOM)
    async with connect(f"ws://127.0.0.1:{port}/api/live", additional_headers=watcher.cookie) as socket:
        import json

        told = json.loads(await socket.recv())
    assert (told["seq"], told["type"]) == (1, "hello")
    assert abs((datetime.fromisoformat(told["server_time"]) - datetime.now(UTC)).total_seconds()) < 5


async def test_what_is_committed_arrives_at_once(house: Stage, port: int) -> None:
    watcher = await house.person(Role.COMMAND_ROOM)
    async with listening(port, watcher) as ear:
        await house.tell("now")
        assert await ear.word(within=AT_ONCE_S) == "now"


async def test_a_call_for_help_and_what_becomes_of_it_arrive_within_two_seconds_in_its_town_only(
    house: Stage, port: int
) -> None:
    caller, room = await house.person(Role.OFFICER), await house.person(Role.COMMAND_ROOM)
    elsewhere = await house.person(Role.COMMAND_ROOM, towns=(DIANKOU,))
    path = f"/api/alarms/{uuid7()}"
    now = datetime.now(UTC).isoformat()
    took = []

    async def comes(ear: Ear) -> dict[str, Any]:
        begun = time.monotonic()
        told = await ear.frame(within=AT_ONCE_S)
        took.append(time.monotonic() - begun)
        return told

    async with listening(port, room) as ours, listening(port, elsewhere) as theirs:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
            await client.put(path, json={"kind": "sos", "at": now}, headers=caller.cookie)
            raised = await comes(ours)
            await client.put(f"{path}/steps/{uuid7()}", json={"kind": "see", "at": now}, headers=room.cookie)
            seen = await comes(ours)
            closing = {"kind": "close", "outcome": "drill", "at": now}
            await client.put(f"{path}/steps/{uuid7()}", json=closing, headers=room.cookie)
            closed = await comes(ours)
        told = [(f["type"], f["alarm"]["state"], len(f["alarm"]["steps"])) for f in (raised, seen, closed)]
        assert told == [("alarm", "raised", 1), ("alarm", "seen", 2), ("alarm", "closed", 3)]
        assert raised["alarm"]["person_id"] == str(caller.id)
        # The second of three, because a busy machine can make one late.
        assert sorted(took)[1] < 2
        await house.tell("diankou", town=DIANKOU)
        assert await theirs.word() == "diankou"


async def test_transactions_that_commit_out_of_order_lose_nothing_and_hold_nobody_up(house: Stage, port: int) -> None:
    watcher = await house.person(Role.COMMAND_ROOM)
    async with listening(port, watcher) as ear:
        async with house.database.transaction(SYSTEM) as slow:
            await tell(slow, "began first")
            await house.tell("committed first")
            assert await ear.word(within=AT_ONCE_S) == "committed first"
            between = ear.cursor
        assert await ear.word(within=AT_ONCE_S) == "began first"
    async with listening(port, watcher, between) as again:
        assert await again.word(within=AT_ONCE_S) == "began first"
        await house.tell("last")
        assert await again.word(within=AT_ONCE_S) == "last"


async def test_what_is_rolled_back_is_never_told(house: Stage, port: int) -> None:
    watcher = await house.person(Role.COMMAND_ROOM)
    async with listening(port, watcher) as ear:
        conn = await house.pool.acquire()
        undone = conn.transaction()
        await undone.start()
        await tell(conn, "never")
        await undone.rollback()
        await house.pool.release(conn)
        await house.tell("kept")
        assert await ear.word() == "kept"


async def test_a_client_that_was_away_gets_everything_it_missed_once_and_in_order(house: Stage, port: int) -> None:
    watcher = await house.person(Role.COMMAND_ROOM)
    async with listening(port, watcher) as ear:
        await house.tell("seen")
        assert await ear.word() == "seen"
    for n in range(7):
        await house.tell(f"missed {n}")
    async with listening(port, watcher, ear.cursor) as again:
        assert await again.words(7) == [f"missed {n}" for n in range(7)]
        await house.tell("live")
        assert await again.word() == "live"


async def test_a_client_that_left_in_the_middle_of_a_batch_gets_the_rest_of_it(house: Stage, port: int) -> None:
    watcher = await house.person(Role.COMMAND_ROOM)
    async with listening(port, watcher) as ear:
        async with house.database.transaction(SYSTEM) as conn:
            for n in range(5):
                await tell(conn, f"part {n}")
        assert await ear.words(2) == ["part 0", "part 1"]
    await house.tell("after")
    async with listening(port, watcher, ear.cursor) as again:
        assert await again.words(2) == ["part 2", "part 3"]
    async with listening(port, watcher, again.cursor) as third:
        assert await third.words(2) == ["part 4", "after"]


async def test_more_than_a_page_was_missed(house: Stage, port: int) -> None:
    watcher = await house.person(Role.COMMAND_ROOM)
    async with listening(port, watcher) as ear:
        pass
    async with house.database.transaction(SYSTEM) as conn:
        await conn.execute(
            """
            insert into live_events (town_code, kind, subject, body)
            select $1, 'lead', gen_random_uuid(), jsonb_build_object('word', n::text) from generate_series(1, 2500) n
            """,
            FENGQIAO,
        )
    async with listening(port, watcher, ear.cursor) as again:
        assert await again.words(2500) == [str(n) for n in range(1, 2501)]


async def test_nothing_falls_between_the_snapshot_and_the_line_and_nothing_comes_twice(house: Stage, port: int) -> None:
    watcher = await house.person(Role.COMMAND_ROOM)
    async with house.database.transaction(SYSTEM) as slow:
        await tell(slow, "committed after the snapshot")
        await house.tell("in the snapshot")
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", headers=watcher.cookie) as client:
            snapshot = (await client.get("/api/live/snapshot")).json()
        await house.tell("after the snapshot")
    async with listening(port, watcher, snapshot["cursor"]) as ear:
        assert set(await ear.words(2)) == {"committed after the snapshot", "after the snapshot"}
        await house.tell("last")
        assert await ear.word() == "last"


async def test_another_town_sees_nothing_and_the_county_everything(house: Stage, port: int) -> None:
    here, there = await house.person(Role.COMMAND_ROOM), await house.person(Role.COMMAND_ROOM, towns=(DIANKOU,))
    county = await house.person(Role.GUIDANCE_OFFICE, towns=())
    async with listening(port, here) as ours, listening(port, there) as theirs, listening(port, county) as all_towns:
        await house.tell("fengqiao")
        await house.tell("diankou", town=DIANKOU)
        await house.tell("nowhere", town=None)
        await house.tell("mine", town=None, owner=there.id)
        assert await ours.word() == "fengqiao"
        assert await theirs.words(2) == ["diankou", "mine"]
        assert await all_towns.words(4) == ["fengqiao", "diankou", "nowhere", "mine"]
        await house.tell("end")
        assert await ours.word() == "end"


async def test_what_was_missed_is_fenced_as_well(house: Stage, port: int) -> None:
    stranger = await house.person(Role.COMMAND_ROOM, towns=(DIANKOU,))
    async with listening(port, stranger) as ear:
        pass
    await house.tell("fengqiao")
    await house.tell("diankou", town=DIANKOU)
    async with listening(port, stranger, ear.cursor) as again:
        assert await again.word() == "diankou"


async def test_an_event_of_an_unknown_kind_is_told_to_nobody(house: Stage, port: int) -> None:
    county = await house.person(Role.GUIDANCE_OFFICE, towns=())
    async with listening(port, county) as ear:
        async with house.database.transaction(SYSTEM) as conn:
            await live.publish(conn, "secret", county.id, live.Nothing(), town_code=FENGQIAO, owner=county.id)
        await house.tell("known")
        assert await ear.word() == "known"


@pytest.mark.parametrize("cursor", ["", "nonsense", "1~5:4:", "10-1", "1~1:2:,", "9999999999999~1:9999999999999:"])
async def test_a_cursor_that_cannot_be_resumed_is_answered_with_a_reset(house: Stage, port: int, cursor: str) -> None:
    watcher = await house.person(Role.COMMAND_ROOM)
    async with listening(port, watcher, cursor) as ear:
        assert (await ear.frame())["type"] == "reset"
        await house.tell("goes on")
        assert await ear.word() == "goes on"


async def test_a_cursor_older_than_an_hour_is_answered_with_a_reset(house: Stage, port: int) -> None:
    watcher = await house.person(Role.COMMAND_ROOM)
    async with listening(port, watcher) as ear:
        pass
    taken, seen = ear.cursor.split("~")
    async with listening(port, watcher, f"{int(taken) - 3_700_000}~{seen}") as again:
        assert (await again.frame())["type"] == "reset"
    async with listening(port, watcher, f"{int(taken) - 3_000_000}~{seen}") as young:
        await house.tell("resumed")
        assert await young.word() == "resumed"


async def cut_after(ear: Ear, code: int) -> float:
    """Seconds until the line is cut, with that reason."""
    begun = time.monotonic()
    with pytest.raises(ConnectionClosed) as closed:
        await ear.frame(within=AT_ONCE_S)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == code
    return time.monotonic() - begun


TRIES = 3
"""A busy machine can make any single one late; none of them comes early by chance."""


async def test_signing_out_cuts_the_line_within_a_second(house: Stage, port: int) -> None:
    took = []
    for _ in range(TRIES):
        watcher = await house.person(Role.COMMAND_ROOM)
        async with listening(port, watcher) as ear:
            async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", headers=watcher.cookie) as client:
                assert (await client.delete("/api/session")).status_code == 204
            took.append(await cut_after(ear, 4401))
    assert min(took) < 1


async def test_losing_the_role_cuts_the_line_within_a_second(house: Stage, port: int) -> None:
    took = []
    for _ in range(TRIES):
        watcher = await house.person(Role.COMMAND_ROOM)
        async with listening(port, watcher) as ear:
            async with house.database.transaction(SYSTEM) as conn:
                await conn.execute("update people set roles = '{grid_worker}' where id = $1", watcher.id)
                await live.announce_revocation(conn, watcher.id)
            took.append(await cut_after(ear, 4403))
    assert min(took) < 1


async def test_a_change_of_towns_takes_effect_on_an_open_line(house: Stage, port: int) -> None:
    watcher = await house.person(Role.COMMAND_ROOM)
    async with listening(port, watcher) as ear:
        async with house.database.transaction(SYSTEM) as conn:
            await conn.execute("update people set town_codes = $2 where id = $1", watcher.id, [DIANKOU])
            await live.announce_revocation(conn, watcher.id)
            await tell(conn, "no longer ours")
        await house.tell("now ours", town=DIANKOU)
        assert await ear.word() == "now ours"


async def test_a_session_that_runs_out_ends_the_line(house: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub_module, "LOOK_AGAIN_S", 0.2)
    watcher = await house.person(Role.COMMAND_ROOM)
    async with house.server() as port, listening(port, watcher) as ear:
        await house.pool.execute("update sessions set ends_at = now() where id = $1", watcher.session_id)
        with pytest.raises(ConnectionClosed) as closed:
            await ear.frame(within=AT_ONCE_S)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4401


async def test_a_cut_connection_to_the_database_heals_and_loses_nothing(house: Stage, port: int) -> None:
    watcher = await house.person(Role.COMMAND_ROOM)
    async with listening(port, watcher) as ear:
        killed = await house.pool.fetchval(
            """
            select count(pg_terminate_backend(pid)) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid() and query ilike 'listen%'
            """
        )
        assert killed >= 1
        await house.tell("while deaf")
        assert await ear.word(within=AT_ONCE_S) == "while deaf"
        async with asyncio.timeout(PATIENCE_S):
            while not await house.pool.fetchval(_LISTENS):  # noqa: ASYNC110 - only the server's own catalogue knows
                await asyncio.sleep(0.05)
        await house.tell("hears again")
        assert await ear.word(within=AT_ONCE_S) == "hears again"


async def test_without_any_wake_up_the_outbox_is_read_all_the_same(house: Stage, port: int) -> None:
    watcher = await house.person(Role.COMMAND_ROOM)
    async with listening(port, watcher) as ear:
        await house.pool.execute(
            """
            insert into live_events (town_code, kind, subject, body)
            values ($1, 'lead', gen_random_uuid(), '{"word": "silent"}')
            """,
            FENGQIAO,
        )
        assert await ear.word(within=AT_ONCE_S) == "silent"


async def test_a_patrol_a_fix_and_a_lead_are_on_the_map_at_once(house: Stage, port: int) -> None:
    watcher, walker = await house.person(Role.COMMAND_ROOM), await house.person(Role.OFFICER)
    patrol, lead, begun = uuid7(), uuid7(), datetime.now(UTC) - timedelta(minutes=5)
    fix = {"first_seq": 0, "t0": int(begun.timestamp() * 1000), "sent_at": int(begun.timestamp() * 1000), "dt": [0]}
    columns = {name: [1] for name in ("accuracy_dm", "speed_cms", "heading_ddeg")} | {"flags": [80 << 8]}
    place = {"lon": [1_202_500_000], "lat": [297_500_000]}
    base = f"http://127.0.0.1:{port}/api"
    async with httpx.AsyncClient(headers=walker.cookie) as phone, listening(port, watcher) as ear:
        await phone.put(f"{base}/patrols/{patrol}", json={"squad": "一组", "started_at": begun.isoformat()})
        assert (told := await ear.frame(within=AT_ONCE_S))["type"] == "patrol"
        assert told["patrol"]["id"] == str(patrol)
        await phone.post(f"{base}/patrols/{patrol}/track", json={**fix, **columns, **place})
        assert await ear.moved(within=AT_ONCE_S) == {walker.id}
        assert ear.places[walker.id][:3] == (patrol, 120.25, 29.75)
        await phone.put(f"{base}/leads/{lead}", json={**a_lead(FENGQIAO), "captured_at": begun.isoformat()})
        assert (told := await ear.frame(within=AT_ONCE_S))["type"] == "lead"
        assert told["lead"]["id"] == str(lead)
    async with httpx.AsyncClient(headers=watcher.cookie) as desk:
        snapshot = (await desk.get(f"{base}/live/snapshot")).json()
    assert [o["patrol_id"] for o in snapshot["officers"]] == [str(patrol)]
    assert [p["id"] for p in snapshot["patrols"]] == [str(patrol)]
    assert [one["id"] for one in snapshot["leads"]] == [str(lead)]


async def test_any_server_takes_over_from_any_other(house: Stage, port: int) -> None:
    watcher = await house.person(Role.COMMAND_ROOM)
    async with house.server() as second:
        async with listening(port, watcher) as one, listening(second, watcher) as two:
            await house.tell("both")
            assert (await one.word(), await two.word()) == ("both", "both")
        await house.tell("missed")
        async with listening(second, watcher, one.cursor) as moved, listening(port, watcher, two.cursor) as back:
            assert (await moved.word(), await back.word()) == ("missed", "missed")


async def test_a_client_too_slow_to_read_is_let_go_and_resumes(
    house: Stage, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    watcher = await house.person(Role.COMMAND_ROOM)
    big = "x" * 4000
    async with listening(port, watcher) as ear:
        ear.socket.transport.pause_reading()
        for _ in range(4):
            async with house.database.transaction(SYSTEM) as conn:
                await conn.execute(
                    """
                    insert into live_events (town_code, kind, subject, body)
                    select $1, 'lead', gen_random_uuid(), jsonb_build_object('word', $2::text)
                    from generate_series(1, 1500)
                    """,
                    FENGQIAO,
                    big,
                )
                await conn.execute("select pg_notify('fengxun_live', '')")
            await asyncio.sleep(0.3)
        ear.socket.transport.resume_reading()
        heard = 0
        with pytest.raises(ConnectionClosed):  # noqa: PT012 - how many come before the end is the question
            while True:
                await ear.word()
                heard += 1
    assert 0 < heard < 6000
    rest = 6000 - heard
    while rest:
        async with listening(port, watcher, ear.cursor) as ear:
            try:
                while rest:
                    assert await ear.word() == big
                    rest -= 1
            except ConnectionClosed:
                continue
    await house.tell("end")
    async with listening(port, watcher, ear.cursor) as last:
        assert await last.word() == "end"


async def test_a_stop_is_not_held_up_by_open_lines(house: Stage) -> None:
    watcher = await house.person(Role.COMMAND_ROOM)
    loop = asyncio.get_running_loop()
    async with house.server() as port:
        socket = await connect(f"ws://127.0.0.1:{port}/api/live", additional_headers=watcher.cookie)
        await socket.recv()
        begun = loop.time()
    assert loop.time() - begun < 3
    await socket.wait_closed()
    assert socket.close_code == 1012


async def test_old_events_are_swept_and_young_ones_stay(house: Stage) -> None:
    from backend.command import queries

    async with house.database.transaction(SYSTEM) as conn:
        await conn.execute(
            """
            insert into live_events (at, kind, subject, body)
            values (now() - interval '2 hours', 'swept', gen_random_uuid(), '{}'),
                   (now() - interval '50 minutes', 'stays', gen_random_uuid(), '{}')
            """
        )
        await queries.sweep(conn)
        kinds = [r["kind"] for r in await conn.fetch("select kind from live_events where kind in ('swept', 'stays')")]
    assert kinds == ["stays"]
