"""Raw tracks go a day at a time when their time is over; what is held, late or summed up stays; nothing goes unsaid."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest
from litestar import Litestar

from backend.core.china import SHANGHAI
from backend.core.db import SYSTEM, Conn
from backend.core.ids import uuid7
from backend.patrols.retention import days
from backend.patrols.tracks.derived import paths
from backend.patrols.tracks.joins import service as joins
from tests.backend.patrols.conftest import START, Phone, after, batch, make_zone
from tests.conftest import OneConnection, Person


# Asked anew by each test: a run that began yesterday ends today.
def today() -> date:
    return datetime.now(SHANGHAI).date()


def in_days(count: int) -> datetime:
    return datetime.now(UTC) + timedelta(days=count)


def later() -> datetime:
    """When what is first heard of today is over, but for what came late."""
    return in_days(91)


def much_later() -> datetime:
    return later() + days.LATE


def over(track_days: int) -> datetime:
    """The moment from which what is first heard of today is over."""
    return datetime.combine(today() + timedelta(days=track_days + 1), time(), SHANGHAI)


@pytest.fixture
def database(app: Litestar) -> OneConnection:
    found: OneConnection = app.state.database
    return found


async def raw(conn: Conn) -> int:
    found: int = await conn.fetchval("select coalesce(sum(point_count), 0) from track_batches")
    return found


async def age(conn: Conn) -> None:
    """Nothing of it came within the last weeks before its time was over."""
    await conn.execute("update patrols set last_batch_at = last_batch_at - interval '1 day'")


@pytest.fixture
async def patrol(phone: Phone, conn: Conn, database: OneConnection) -> str:
    """Thirty fixes over two zones; ended, drawn and summed up."""
    await make_zone(conn, "1", 120, 29, 121, 29.70195)
    await make_zone(conn, "2", 120, 29.70195, 121, 30)
    patrol = await phone.start()
    for seq in (0, 10, 20):
        assert (await phone.send(patrol, batch(seq, 10))).status_code == 201
    await phone.event(patrol, "end", after(400))
    await paths.refresh(database)
    await age(conn)
    return patrol


async def drop(database: OneConnection, now: datetime | None = None) -> list[date]:
    return await days.keep(database, now or later(), 90)


async def test_days_are_made_ahead_and_a_track_lies_under_the_day_it_was_first_heard_of(
    patrol: str, conn: Conn, database: OneConnection
) -> None:
    await days.keep(database, in_days(20), 90)
    where = await conn.fetchval("select distinct tableoid::regclass::text from track_batches")
    assert where == f"track_batches_{today():%Y%m%d}"
    ahead = today() + timedelta(days=20 + days.AHEAD)
    assert await conn.fetchval("select to_regclass($1)", f"patrol_paths_{ahead:%Y%m%d}") is not None


async def test_a_day_goes_whole_when_its_time_is_over_and_the_log_says_so(
    patrol: str, conn: Conn, database: OneConnection
) -> None:
    assert today() not in await drop(database, in_days(90))
    assert await raw(conn) == 30
    assert today() in await drop(database)
    assert await raw(conn) == 0
    assert await conn.fetchval("select count(*) from patrol_paths") == 0
    assert await conn.fetchval("select to_regclass($1)", f"track_batches_{today():%Y%m%d}") is None
    told = await conn.fetch("select actor, detail from audit_events where action = 'tracks.day_dropped'")
    assert [(t["actor"], t["detail"]) for t in told if t["detail"]["day"] == today().isoformat()] == [
        (None, {"day": today().isoformat(), "patrols": 1, "points": 30, "kept": 0})
    ]
    assert today() not in await drop(database), "once"


async def test_the_sums_outlast_the_track(phone: Phone, patrol: str, database: OneConnection) -> None:
    before = await phone.get(f"/{patrol}")
    assert before["track_kept"] is True
    assert before["distance_m"] > 300
    await drop(database)
    now = await phone.get(f"/{patrol}")
    assert now["track_kept"] is False
    for told in ("distance_m", "moving_s", "duration_s", "zones", "dropped", "point_count", "events"):
        assert now[told] == before[told], told
    assert now["gaps"] == []
    assert (await phone.get(f"/{patrol}/track"))["parts"] == []


async def test_a_patrol_that_never_ended_is_summed_up_before_its_day_goes(
    phone: Phone, conn: Conn, database: OneConnection
) -> None:
    patrol = await phone.start()
    await phone.send(patrol, batch(0, 30))
    await age(conn)
    before = await phone.get(f"/{patrol}")
    await drop(database)
    assert await raw(conn) == 0
    assert (await phone.get(f"/{patrol}"))["distance_m"] == before["distance_m"] > 0


async def test_zero_days_drop_nothing(patrol: str, conn: Conn, database: OneConnection) -> None:
    assert await days.keep(database, much_later(), 0) == []
    assert await raw(conn) == 30


async def hold(who: Person, patrol: str, hold_id: UUID | None = None, **told: Any) -> Any:
    body = {"reason": "诸综执立〔2026〕12号", **told}
    return await who.client.put(f"/api/patrols/{patrol}/holds/{hold_id or uuid7()}", json=body)


async def test_a_held_track_stays_until_it_is_released_and_others_of_its_day_go(
    phone: Phone, patrol: str, conn: Conn, database: OneConnection, command_room: Person
) -> None:
    other = await phone.start(started_at=after(1000).isoformat())
    await phone.send(other, batch(0, 10, at=after(1000)))
    await age(conn)
    hold_id = uuid7()
    placed = await hold(command_room, patrol, hold_id)
    assert placed.status_code == 201, placed.text
    before = await phone.get(f"/{patrol}/track")
    await drop(database)
    assert await raw(conn) == 30
    assert await phone.get(f"/{patrol}/track") == before
    assert (await phone.get(f"/{patrol}"))["track_kept"] is True
    await drop(database, much_later())
    assert await raw(conn) == 30
    path = f"/api/patrols/{patrol}/holds/{hold_id}/release"
    released = await command_room.client.put(path, json={"reason": "结案"})
    assert (released.status_code, released.json()["release_reason"]) == (200, "结案")
    await drop(database, much_later())
    assert await raw(conn) == 0
    actions = await conn.fetch("select action from audit_events where subject = $1 order by id", UUID(patrol))
    assert [a["action"] for a in actions][-3:] == [
        "patrol.hold_placed", "patrol.hold_released", "patrol.track_dropped",
    ]  # fmt: skip


async def test_a_hold_ends_by_itself_after_its_last_day(
    patrol: str, conn: Conn, database: OneConnection, command_room: Person
) -> None:
    await hold(command_room, patrol, until=(today() + timedelta(days=100)).isoformat())
    await drop(database)
    assert await raw(conn) == 30
    await drop(database, in_days(102))
    assert await raw(conn) == 0


async def test_a_hold_is_placed_once_and_says_who_why_and_until_when(patrol: str, command_room: Person) -> None:
    hold_id, until = uuid7(), (today() + timedelta(days=10)).isoformat()
    assert (await hold(command_room, patrol, hold_id, until=until)).status_code == 201
    assert (await hold(command_room, patrol, hold_id, until=until)).status_code == 200
    assert (await hold(command_room, patrol, hold_id, reason="another")).status_code == 409
    (told,) = (await command_room.client.get(f"/api/patrols/{patrol}/holds")).json()
    assert (told["reason"], told["until"], told["placed_by_name"], told["released_at"]) == (
        "诸综执立〔2026〕12号", until, "指挥员01", None,
    )  # fmt: skip


async def test_what_cannot_be_held_is_refused_with_the_reason(
    patrol: str, database: OneConnection, command_room: Person, officer: Person, stranger: Person
) -> None:
    past = await hold(command_room, patrol, until=(today() - timedelta(days=1)).isoformat())
    assert (past.status_code, past.json()["errors"][0]["field"]) == (422, "until")
    assert (await hold(officer, patrol)).status_code == 403
    assert (await hold(stranger, patrol)).status_code == 404
    await drop(database)
    gone = await hold(command_room, patrol)
    assert (gone.status_code, "删除" in gone.json()["detail"]) == (409, True)


@pytest.mark.parametrize("track_days", [1, 7, 90])
async def test_what_came_in_time_goes_with_its_day_however_few_days_are_kept(
    patrol: str, conn: Conn, database: OneConnection, track_days: int
) -> None:
    await conn.execute("update patrols set last_batch_at = $1", over(track_days) - timedelta(seconds=1))
    await days.keep(database, over(track_days) - timedelta(seconds=1), track_days)
    assert await raw(conn) == 30
    assert today() in await days.keep(database, over(track_days), track_days)
    assert await raw(conn) == 0


@pytest.mark.parametrize("track_days", [7, 90])
async def test_what_comes_late_of_a_day_about_to_go_is_kept_for_a_month(
    phone: Phone, patrol: str, conn: Conn, database: OneConnection, track_days: int
) -> None:
    assert (await phone.send(patrol, batch(30, 10))).status_code == 201
    late = over(track_days) + timedelta(seconds=1)
    await conn.execute("update patrols set last_batch_at = $1", late)
    assert today() in await days.keep(database, late + timedelta(minutes=9), track_days)
    assert await raw(conn) == 40
    await days.keep(database, late + days.LATE - timedelta(seconds=1), track_days)
    assert await raw(conn) == 40
    await days.keep(database, late + days.LATE, track_days)
    assert await raw(conn) == 0


async def test_a_released_track_goes_at_once_when_a_week_is_kept(
    patrol: str, conn: Conn, database: OneConnection, command_room: Person
) -> None:
    await hold(command_room, patrol, until=(today() + timedelta(days=9)).isoformat())
    await days.keep(database, over(7), 7)
    assert await raw(conn) == 30
    await days.keep(database, over(9), 7)
    assert await raw(conn) == 0


async def test_what_comes_after_its_day_is_gone_is_kept_and_recognised_when_sent_again(
    phone: Phone, patrol: str, conn: Conn, database: OneConnection
) -> None:
    before = await phone.get(f"/{patrol}")
    await drop(database)
    late = await phone.send(patrol, batch(30, 10))
    assert (late.status_code, late.json()["acked_through"]) == (201, 39)
    assert (await phone.send(patrol, batch(30, 10))).json()["duplicate"] is True
    other = await phone.send(patrol, batch(30, 10, step_s=9))
    assert other.status_code == 409
    assert await raw(conn) == 10
    await paths.refresh(database)
    await joins.join_ended(database, START + timedelta(days=1))
    now = await phone.get(f"/{patrol}")
    assert (now["track_kept"], now["distance_m"], now["point_count"]) == (False, before["distance_m"], 40)
    parts = (await phone.get(f"/{patrol}/track"))["parts"]
    assert sum(len(part["coordinates"]) for part in parts) == 10
    await conn.execute("update patrols set last_batch_at = $1", later())
    await drop(database, later() + timedelta(days=1))
    assert await raw(conn) == 10
    await drop(database, much_later() + timedelta(days=1))
    assert await raw(conn) == 0


async def test_what_came_before_its_day_was_made_moves_there(
    phone: Phone, patrol: str, conn: Conn, database: OneConnection
) -> None:
    """As after a week in which nobody made a day."""
    name = f"track_batches_{today():%Y%m%d}"
    await conn.execute("create temp table aside as select * from track_batches")
    for parent in ("track_batches", "patrol_paths"):
        await conn.execute(f"drop table {parent}_{today():%Y%m%d}")
    await conn.execute("insert into track_batches select * from aside")
    assert await conn.fetchval("select distinct tableoid::regclass::text from track_batches") == "track_batches_rest"
    await days.keep(database, in_days(0), 90)
    assert await conn.fetchval("select distinct tableoid::regclass::text from track_batches") == name
    assert len((await phone.get(f"/{patrol}/track"))["parts"]) == 1


async def test_a_day_has_no_index_by_place_for_nobody_could_read_by_it_behind_the_fence(
    patrol: str, conn: Conn, database: OneConnection
) -> None:
    by_place = "select tablename from pg_indexes where tablename like 'track_batches%' and indexdef like '%bbox%'"
    await days.keep(database, in_days(20), 0)
    assert await conn.fetch(by_place) == []
    await conn.execute("create index on track_batches using gist (bbox)")
    await conn.execute("set local enable_seqscan = off")
    asked = "explain select from track_batches where bbox && st_makeenvelope(120, 29, 121, 30, 4490)"
    assert "Index Cond: (bbox && " in str(await conn.fetch(asked)), "who owns the table has no fence before it"
    async with database.transaction(SYSTEM) as fenced:
        plan = str(await fenced.fetch(asked))
    assert ("Index Cond: (bbox && " in plan, "bbox && " in plan) == (False, True)


@pytest.mark.parametrize(
    "statement",
    [
        "select from track_batches where day = (select track_day from patrols where id = $1) and patrol_id = $1",
        "select from patrols join patrol_paths on day = track_day and patrol_id = patrols.id where patrols.id = $1",
    ],
)
async def test_a_patrols_track_is_looked_for_under_its_day_alone(patrol: str, conn: Conn, statement: str) -> None:
    plan = await conn.fetchval(f"explain (analyze, format json, costs off) {statement}", UUID(patrol))
    looked = [n for n in nodes(plan[0]["Plan"]) if "_20" in n.get("Relation Name", "") and n["Actual Loops"] > 0]
    assert {n["Relation Name"][-8:] for n in looked} <= {f"{today():%Y%m%d}"}


def nodes(plan: dict[str, Any]) -> list[dict[str, Any]]:
    return [plan, *(n for inner in plan.get("Plans", []) for n in nodes(inner))]
