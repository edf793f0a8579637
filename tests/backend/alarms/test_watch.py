"""What the server notices by itself, each thing once, and closed when it is over."""

from datetime import timedelta
from uuid import UUID

import pytest

from backend.alarms import watch
from backend.core.db import Conn
from backend.core.ids import uuid7
from backend.zones.assigning import Assigner
from tests.conftest import FENGQIAO, OneConnection, Person
from tests.support.alarms import called, close

MINUTES = 10


@pytest.fixture
async def patrol(conn: Conn, officer: Person) -> UUID:
    """The officer's patrol, begun two hours ago, last heard of just now."""
    patrol_id = uuid7()
    await conn.execute(
        """
        insert into patrols (id, person_id, person_name, town_code, squad, state, started_at, received_at, sent_sha256)
        values ($1, $2, $3, $4, '枫桥一组', 'running', now() - interval '2 hours', now() - interval '2 hours', 'x')
        """,
        patrol_id, officer.id, officer.name, FENGQIAO,
    )  # fmt: skip
    await conn.execute(
        """
        insert into live_positions (person_id, patrol_id, town_code, lon, lat, at, accuracy_m, battery)
        values ($1, $2, $3, 120.39, 29.8, now(), 12, 80)
        """,
        officer.id, patrol_id, FENGQIAO,
    )  # fmt: skip
    return patrol_id


async def heard(conn: Conn, minutes_ago: int) -> None:
    await conn.execute("update live_positions set at = now() - $1::interval", timedelta(minutes=minutes_ago))


async def look(conn: Conn, minutes: int = MINUTES) -> list[tuple[str, str]]:
    await watch.look(OneConnection(conn), Assigner(), minutes)
    return [tuple(r) for r in await conn.fetch("select kind, state from alarms order by received_at, id")]


async def test_who_is_heard_of_raises_nothing(conn: Conn, patrol: UUID) -> None:
    await heard(conn, MINUTES - 1)
    assert await look(conn) == []


async def test_a_silence_is_raised_once_however_often_and_by_whomever_it_is_noticed(
    conn: Conn, patrol: UUID, command_room: Person, zone: UUID
) -> None:
    await heard(conn, MINUTES + 1)
    for _ in range(3):
        assert await look(conn) == [("no_fix", "raised")]
    [alarm] = (await command_room.client.get("/api/alarms")).json()
    assert (alarm["person_name"], alarm["patrol_id"]) == ("队员01", str(patrol))
    assert (alarm["duty_zone_name"], alarm["town_code"]) == ("一区", FENGQIAO)
    assert [(s["kind"], s["actor_id"], s["actor_name"]) for s in alarm["steps"]] == [("raised", None, "")]
    assert await conn.fetchval("select count(*) from live_events where kind = 'alarm'") == 1
    assert await conn.fetchval("select count(*) from audit_events where action = 'alarm.raised'") == 1


async def test_a_silence_that_the_room_has_closed_is_not_raised_again(
    conn: Conn, patrol: UUID, command_room: Person
) -> None:
    await heard(conn, MINUTES + 1)
    await look(conn)
    [alarm] = (await command_room.client.get("/api/alarms")).json()
    assert (await close(command_room.client, alarm["id"])).status_code == 200
    assert await look(conn) == [("no_fix", "closed")]


async def test_a_silence_closes_by_itself_when_a_fix_arrives_and_the_next_one_is_another(
    conn: Conn, patrol: UUID, command_room: Person
) -> None:
    await heard(conn, MINUTES + 20)
    await look(conn)
    await heard(conn, MINUTES + 5)
    assert await look(conn) == [("no_fix", "closed"), ("no_fix", "raised")]
    old = (await command_room.client.get("/api/alarms")).json()
    [closed] = [a for a in old if a["state"] == "closed"]
    assert (closed["steps"][-1]["outcome"], closed["steps"][-1]["actor_id"]) == ("resolved", None)


async def test_who_has_started_and_never_sent_a_place_is_silent_since_the_start(conn: Conn, patrol: UUID) -> None:
    await conn.execute("delete from live_positions")
    assert await look(conn) == [("no_fix", "raised")]
    assert await conn.fetchval("select place is null from alarms")


async def test_a_pause_is_no_silence_and_one_begins_anew_when_it_ends(conn: Conn, patrol: UUID) -> None:
    await heard(conn, 60)
    await conn.execute("update patrols set state = 'paused'")
    assert await look(conn) == []
    await conn.execute("update patrols set state = 'running'")
    await conn.execute(
        """
        insert into patrol_events (id, patrol_id, kind, at, received_at, sent_sha256)
        values ($1, $2, 'resume', now(), now() - interval '1 minute', 'x')
        """,
        uuid7(), patrol,
    )  # fmt: skip
    assert await look(conn) == []


async def test_a_silence_ends_with_the_patrol(conn: Conn, patrol: UUID) -> None:
    await heard(conn, MINUTES + 1)
    await look(conn)
    await conn.execute("update patrols set state = 'ended'")
    assert await look(conn) == [("no_fix", "closed")]


@pytest.mark.parametrize(("minutes_ago", "setting"), [(13 * 60, MINUTES), (60, 0)])
async def test_a_forgotten_patrol_and_a_room_that_does_not_want_it_raise_nothing(
    conn: Conn, patrol: UUID, minutes_ago: int, setting: int
) -> None:
    await heard(conn, minutes_ago)
    await conn.execute("update patrols set received_at = now() - interval '20 hours'")
    assert await look(conn, setting) == []


@pytest.mark.parametrize(("battery", "raised"), [(16, 0), (15, 1), (0, 1), (None, 0)])
async def test_a_phone_that_runs_empty_is_told_at_fifteen_percent(
    conn: Conn, patrol: UUID, battery: int | None, raised: int
) -> None:
    await conn.execute("update live_positions set battery = $1", battery)
    assert await look(conn) == [("low_battery", "raised")] * raised


async def test_a_low_battery_is_told_once_a_patrol_and_closes_when_it_is_charged(conn: Conn, patrol: UUID) -> None:
    for battery, state in ((12, "raised"), (20, "raised"), (26, "closed"), (9, "closed")):
        await conn.execute("update live_positions set battery = $1", battery)
        assert await look(conn) == [("low_battery", state)]


async def test_a_call_for_help_never_closes_by_itself(conn: Conn, patrol: UUID, officer: Person) -> None:
    await called(officer.client, patrol_id=str(patrol))
    await conn.execute("update patrols set state = 'ended'")
    assert await look(conn) == [("sos", "raised")]
