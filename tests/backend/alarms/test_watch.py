"""What the server notices by itself, each thing once, and closed when it is over."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from backend.alarms.watching import queries
from backend.alarms.watching import service as watching
from backend.alarms.watching.structs import Unvisited
from backend.core import clock
from backend.core.db import Conn
from backend.core.ids import uuid7
from backend.patrols.tracks.derived import paths
from backend.zones.assigning import Assigner
from geo import pack
from tests.conftest import DIANKOU, FENGQIAO, OneConnection, Person
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
    """As if nobody had looked before."""
    await conn.execute("delete from alarm_watch")
    await watching.look(OneConnection(conn), Assigner(), minutes, 0)
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


async def stands(conn: Conn, lon: float, minutes_ago: float = 0, accuracy_m: float = 12, lat: float = 29.8) -> None:
    await conn.execute(
        "update live_positions set lon = $1, lat = $2, at = now() - $3::interval, accuracy_m = $4,"
        " xid = pg_current_xact_id()",
        lon, lat, timedelta(minutes=minutes_ago), accuracy_m,
    )  # fmt: skip


async def rule(conn: Conn, person: Person, *, zone: str | None = None, hours_ago: int = 0, **limits: int) -> None:
    """A rule for all day, made by the person, so many hours ago."""
    rule_id, names = uuid7(), list(limits)
    await conn.execute(
        f"""
        insert into alarm_rules (id, town_code, zone_code, name, from_min, to_min, updated_by, updated_at,
                                 {", ".join(names)})
        values ($1, $2, $3, 'rule', 0, 1440, $4, now() - $5::interval, {", ".join(map(str, limits.values()))})
        """,
        rule_id, FENGQIAO, zone, person.id, timedelta(hours=hours_ago),
    )  # fmt: skip


@pytest.fixture
async def own_zone(conn: Conn, patrol: UUID, zone: UUID, command_room: Person) -> UUID:
    """The officer patrols 一区, which ends at 120.42 and which nobody may leave for five minutes."""
    await conn.execute("update patrols set duty_zone_id = $1", zone)
    await rule(conn, command_room, left_zone_min=5)
    return zone


async def test_whoever_leaves_their_zone_is_told_of_after_the_time_set_once_and_comes_back(
    conn: Conn, own_zone: UUID, command_room: Person
) -> None:
    await rule(conn, command_room, zone="FQ-1", left_zone_min=2)
    await stands(conn, 120.41, 4)
    assert await look(conn) == []
    await stands(conn, 120.43, 1)
    assert await look(conn) == []
    await conn.execute("update alarm_marks set since = now() - interval '2 minutes'")
    for _ in range(2):
        assert await look(conn) == [("left_zone", "raised")]
    [alarm] = (await command_room.client.get("/api/alarms")).json()
    assert (alarm["person_name"], alarm["place"]["coordinates"]) == ("队员01", [120.43, 29.8])
    await stands(conn, 120.4201)
    assert await look(conn) == [("left_zone", "raised")], "nine metres outside is the edge"
    await stands(conn, 120.41)
    assert await look(conn) == [("left_zone", "closed")]
    await stands(conn, 120.43, 3)
    await conn.execute("update live_positions set at = now() - interval '3 minutes'")
    assert await look(conn) == [("left_zone", "closed"), ("left_zone", "raised")]


async def test_whoever_has_no_zone_of_their_own_leaves_none(conn: Conn, patrol: UUID, zone: UUID) -> None:
    await stands(conn, 120.49, 30)
    assert await look(conn, 0) == []


async def test_a_position_that_is_uncertain_by_as_much_has_not_left(conn: Conn, own_zone: UUID) -> None:
    await stands(conn, 120.4215, 8, accuracy_m=200)
    assert await look(conn) == []
    await stands(conn, 120.4215, 7, accuracy_m=20)
    assert await look(conn) == [("left_zone", "raised")]


async def test_a_pause_ends_what_was_wrong_with_a_position(conn: Conn, own_zone: UUID) -> None:
    await stands(conn, 120.43, 9)
    assert await look(conn) == [("left_zone", "raised")]
    await conn.execute("update patrols set state = 'paused'")
    assert await look(conn) == [("left_zone", "closed")]


async def test_an_accuracy_lost_for_five_minutes_is_told_and_closes_when_it_is_back(conn: Conn, patrol: UUID) -> None:
    await stands(conn, 120.4, 4, accuracy_m=301)
    assert await look(conn) == []
    await conn.execute("delete from alarm_marks")
    await stands(conn, 120.4, 6, accuracy_m=301)
    assert await look(conn) == [("accuracy_lost", "raised")]
    await stands(conn, 120.4, 0, accuracy_m=300)
    assert await look(conn) == [("accuracy_lost", "closed")]


async def test_a_zone_nobody_visits_is_told_of_once_without_a_person_and_closes_with_the_next_visit(
    conn: Conn, patrol: UUID, zone: UUID, command_room: Person
) -> None:
    await rule(conn, command_room, hours_ago=3, unvisited_h=4)
    await stands(conn, 120.45)
    assert await look(conn) == [], "asked three hours ago"
    await conn.execute("update alarm_rules set updated_at = now() - interval '5 hours'")
    for _ in range(2):
        assert await look(conn) == [("unvisited", "raised")]
    [alarm] = (await command_room.client.get("/api/alarms")).json()
    assert (alarm["person_id"], alarm["person_name"], alarm["duty_zone_name"]) == (None, "", "一区")
    assert (alarm["town_code"], alarm["town_name"]) == (FENGQIAO, "枫桥镇")
    await stands(conn, 120.40)
    assert await look(conn) == [("unvisited", "closed")]
    await stands(conn, 120.45)
    await conn.execute("update zone_visits set last_at = now() - interval '241 minutes'")
    assert await look(conn) == [("unvisited", "closed"), ("unvisited", "raised")]
    assert (await close(command_room.client, (await raised(command_room))["id"])).status_code == 200
    assert await look(conn) == [("unvisited", "closed")] * 2


async def test_the_same_silence_of_a_zone_is_not_told_again_when_its_borders_are_saved_anew(
    conn: Conn, patrol: UUID, zone: UUID, command_room: Person
) -> None:
    await rule(conn, command_room, hours_ago=5, unvisited_h=4)
    await stands(conn, 120.45)
    assert await look(conn) == [("unvisited", "raised")]
    await saved_anew(conn, zone)
    assert await look(conn) == [("unvisited", "raised")]
    await conn.execute("insert into zone_visits values ('FQ-1', now())")
    assert await look(conn) == [("unvisited", "closed")]
    await conn.execute("update zone_visits set last_at = now() - interval '5 hours'")
    await conn.execute("update alarms set since = now() - interval '6 hours'")
    assert await look(conn) == [("unvisited", "closed"), ("unvisited", "raised")], "the next silence is another"


async def test_only_zones_that_have_to_be_visited_now_are_read(
    conn: Conn, patrol: UUID, zone: UUID, command_room: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    await conn.execute(
        """
        insert into areas (id, kind, code, name, town_code, valid_from, geom, area_m2)
        select gen_random_uuid(), kind, other.code, other.code, other.town, valid_from, geom, area_m2
        from areas, (values ('FQ-2', $1), ('DK-1', $2)) as other(code, town) where areas.code = 'FQ-1'
        """,
        FENGQIAO, DIANKOU,
    )  # fmt: skip
    await stands(conn, 120.45)
    read: list[str] = []
    ask = queries.unvisited

    async def unvisited(*asked: Any) -> list[Unvisited]:
        found = await ask(*asked)
        read.extend(zone.zone_code for zone in found)
        return found

    monkeypatch.setattr(queries, "unvisited", unvisited)
    await rule(conn, command_room, zone="FQ-2", unvisited_h=4)
    await look(conn)
    assert read == ["FQ-2"]
    read.clear()
    await rule(conn, command_room, unvisited_h=4)
    await look(conn)
    assert read == ["FQ-1", "FQ-2"]
    read.clear()
    minute = clock.minute(clock.now())
    await conn.execute("update alarm_rules set from_min = ($1 + 60) % 1440, to_min = ($1 + 120) % 1440 + 1", minute)
    await look(conn)
    assert read == []


async def saved_anew(conn: Conn, zone: UUID) -> None:
    """As the zone editor saves a zone: a new version of the same code is in force from today on."""
    today = clock.today()
    await conn.execute("update areas set valid_to = $2 where id = $1", zone, today)
    await conn.execute(
        """
        insert into areas (id, kind, code, name, town_code, valid_from, geom, area_m2)
        select $2, kind, code, name, town_code, $3, geom, area_m2 from areas where id = $1
        """,
        zone, uuid7(), today,
    )  # fmt: skip


async def raised(room: Person) -> dict[str, str]:
    [alarm] = (await room.client.get("/api/alarms", params={"open": True})).json()
    found: dict[str, str] = alarm
    return found


async def test_without_a_rule_no_zone_has_to_be_visited(conn: Conn, patrol: UUID, zone: UUID) -> None:
    assert await look(conn) == []


async def test_a_track_that_arrives_after_its_patrol_has_visited_the_zones_it_crossed(
    conn: Conn, patrol: UUID, zone: UUID
) -> None:
    at = datetime.now(UTC) - timedelta(minutes=90)
    number = await conn.fetchval("select number from areas where id = $1", zone)
    await conn.execute("update patrols set state = 'ended', ended_at = now(), point_count = 1")
    await conn.execute(
        """
        insert into track_batches
            (patrol_id, first_seq, point_count, t0, from_at, to_at, sent_at, laid, bbox, zone_runs)
        values ($1, 0, 1, $2, $2, $2, $2, $3, st_makeenvelope(120, 29, 121, 30, 4490), $4)
        """,
        patrol, at, pack.lay(pack.write([0], [1_204_000_000], [298_000_000], [50])), [number, 1],
    )  # fmt: skip
    await paths.refresh(OneConnection(conn))
    visited = await conn.fetchval("select last_at from zone_visits where code = 'FQ-1'")
    assert abs(visited - at) < timedelta(seconds=1)


async def test_a_zone_has_limits_of_its_own(conn: Conn, own_zone: UUID, command_room: Person) -> None:
    await rule(conn, command_room, no_fix_min=0, low_battery=0)
    await rule(conn, command_room, zone="FQ-1", no_fix_min=3)
    await stands(conn, 120.4, 4)
    await conn.execute("update live_positions set battery = 3")
    assert await look(conn) == [("no_fix", "raised")]


async def test_only_what_has_moved_is_looked_at_anew(conn: Conn, own_zone: UUID) -> None:
    await stands(conn, 120.43, 9)
    for minutes_ago, marks in ((0, 0), (2, 1)):
        await conn.execute("delete from alarm_watch")
        await conn.execute(
            "insert into alarm_watch (seen, looked_at) select $1, clock_timestamp() - $2::interval",
            await conn.fetchval(_LATER), timedelta(minutes=minutes_ago),
        )  # fmt: skip
        assert await watching.look(OneConnection(conn), Assigner(), MINUTES, 0)
        assert await conn.fetchval("select count(*) from alarm_marks") == marks


async def test_two_who_watch_look_once_in_all_and_whoever_comes_first_when_it_is_time_again(
    conn: Conn, patrol: UUID
) -> None:
    async def both_look() -> list[bool]:
        database = OneConnection(conn)
        return list(await asyncio.gather(*(watching.look(database, Assigner(), MINUTES, 3600) for _ in range(2))))

    for hours_ago in (0, 1, -1):
        await conn.execute("update alarm_watch set looked_at = looked_at - $1::interval", timedelta(hours=hours_ago))
        assert sorted(await both_look()) == [False, True], "for the first time, an hour later, the clock set back"
        assert await both_look() == [False, False]


_LATER = """
    select format('%s:%s:', pg_current_xact_id()::text::bigint + 1, pg_current_xact_id()::text::bigint + 1)
"""
"""A snapshot that shows this transaction's own work as done."""


async def test_one_process_looks_at_a_time(conn: Conn, patrol: UUID, database_url: str) -> None:
    await heard(conn, MINUTES + 1)
    other = await asyncpg.connect(database_url)
    async with other.transaction():
        assert (await queries.lock(other)).ours
        assert await look(conn) == []
    await other.close()
    assert await look(conn) == [("no_fix", "raised")]
