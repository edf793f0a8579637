"""Batches: stored once however often and in whatever order they come, refused whole when a fix may not be there."""

import asyncio
import gzip
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import numpy as np
import pytest
from litestar import Litestar

from backend.auth.permissions import Role
from backend.core.db import SYSTEM, Conn
from backend.patrols.rules import millis
from backend.patrols.tracks import ingest, queries
from backend.patrols.tracks.wire import SentBatch
from geo import pack
from tests.backend.patrols.conftest import START, Phone, after, batch, make_zone
from tests.conftest import NewPerson, OneConnection, Person

COLUMNS: dict[str, Any] = {
    "first_seq": 0, "t0": millis(START), "sent_at": millis(START), "dt": [0, 1000], "lon": [1202500000, 1202500001],
    "lat": [297000000, 297000001], "accuracy_dm": [50, 65535], "speed_cms": [120, 65535],
    "heading_ddeg": [900, 65535], "flags": [0x5000, 0xFF00],
}  # fmt: skip


async def stored(conn: Conn) -> int:
    count: int = await conn.fetchval("select coalesce(sum(point_count), 0) from track_batches")
    return count


async def test_a_batch_for_a_patrol_that_is_not_there_or_not_ones_own_is_not_found(
    phone: Phone, person: NewPerson, conn: Conn
) -> None:
    patrol = await phone.start()
    leader = Phone((await person(Role.SQUAD_LEADER)).client)
    missing, foreign = await leader.send(str(uuid4()), batch()), await leader.send(patrol, batch())
    assert (missing.status_code, missing.json()) == (foreign.status_code, foreign.json())
    assert missing.status_code == 404
    assert await stored(conn) == 0


async def test_who_may_not_patrol_may_not_send_fixes(phone: Phone, grid_worker: Person, command_room: Person) -> None:
    patrol = await phone.start()
    for person in (grid_worker, command_room):
        assert (await Phone(person.client).send(patrol, batch())).status_code == 403


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b"", {}, 422), (b"FXT1", {}, 422), (b"FXT2" + batch()[4:], {}, 422), (batch()[:-1], {}, 422),
        (batch() + b"x", {}, 422), (batch(count=0), {}, 422),
        (pack.pack(pack.Header(0, 0, 0), bytes(20 * 1001)), {}, 413),
        (batch(), {"content_type": "text/plain"}, 415),
        (batch(), {"content_type": "application/json"}, 400),
        (batch(), {"content_encoding": "br"}, 415),
        (batch(), {"content_encoding": "gzip"}, 400),
        (gzip.compress(batch())[:-9], {"content_encoding": "gzip"}, 400),
        (gzip.compress(batch()) * 2, {"content_encoding": "gzip"}, 400),
        (gzip.compress(bytes(50_000_000)), {"content_encoding": "gzip"}, 413),
        (bytes(20 << 20), {}, 413),
        (pack.pack(pack.Header(999_999, millis(START), millis(START)), pack.write([0, 1], [0, 0], [0, 0])), {}, 422),
        (pack.pack(pack.Header(0, -(2**63), 2**63 - 1), pack.write([0], [0], [0])), {}, 422),
        (pack.pack(pack.Header(2**32 - 1, millis(START), millis(START)), pack.write([0], [0], [0])), {}, 422),
    ],
)  # fmt: skip
async def test_what_is_no_batch_is_refused_and_nothing_breaks(
    phone: Phone, conn: Conn, body: bytes, headers: dict[str, str], status: int
) -> None:
    patrol = await phone.start()
    answer = await phone.send(patrol, body, **headers)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert await stored(conn) == 0


@pytest.mark.parametrize(
    ("columns", "field"),
    [
        ({"lon": [2**31 - 1] * 3}, "lon"), ({"lat": [900_000_001] * 3}, "lat"),
        ({"heading": [0, 3601, 65535]}, "heading"), ({"flags": [0xFF00, 101 << 8, 0]}, "battery"),
    ],
)  # fmt: skip
async def test_a_value_no_phone_can_mean_is_refused_by_index(
    phone: Phone, columns: dict[str, list[int]], field: str
) -> None:
    places = {k: v for k, v in columns.items() if k in ("lon", "lat")}
    others = {k: v for k, v in columns.items() if k not in places}
    records = pack.write([0, 1, 2], places.get("lon", [0] * 3), places.get("lat", [0] * 3), **others)
    body = pack.pack(pack.Header(0, millis(START), millis(START)), records)
    answer = await phone.send(await phone.start(), body)
    index = "points[0..2]" if places else "points[1..1]"
    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["field"], error["reason"]) == (422, index, field)


@pytest.mark.parametrize(
    "change",
    [
        {"first_seq": -1}, {"first_seq": 1_000_000}, {"t0": 2**70}, {"t0": "now"}, {"sent_at": -5}, {"dt": []},
        {"dt": [0]}, {"dt": [0, -1]}, {"dt": [0, 2**32]}, {"lon": [1202500000, 1_800_000_001]}, {"lat": [0.5, 1]},
        {"lat": [297000000, None]}, {"accuracy_dm": [0, 65536]}, {"flags": None}, {"colour": [1, 2]},
        {"dt": [0] * 1001},
    ],
)  # fmt: skip
async def test_columns_that_do_not_fit_are_refused_and_say_where(phone: Phone, change: dict[str, Any]) -> None:
    patrol = await phone.start()
    answer = await phone.client.post(f"/api/patrols/{patrol}/track", json={**COLUMNS, **change})
    assert answer.status_code == 422, answer.text
    (error,) = answer.json()["errors"]
    assert error["field"] == "data" or next(iter(change)) in error["field"]


@pytest.mark.parametrize("body", [b"{", b"\xff", b"[" * 5000, b'{"t0": NaN}', b'{"t0": 1e400}', b"null"])
async def test_what_is_no_json_is_refused(phone: Phone, body: bytes) -> None:
    answer = await phone.send(await phone.start(), body, content_type="application/json")
    assert answer.status_code in (400, 422), answer.text


async def test_fixes_from_outside_duty_are_refused_by_index_and_reason(phone: Phone, conn: Conn) -> None:
    patrol = await phone.start()
    for kind, at in (("pause", 300), ("resume", 600), ("end", 900)):
        await phone.event(patrol, kind, after(at))
    for at, reason in ((-80, "before_start"), (400, "paused"), (950, "after_end")):
        answer = await phone.send(patrol, batch(at=after(at), count=5))
        assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
        assert {e["reason"] for e in answer.json()["errors"]} == {reason}
    assert answer.json()["errors"][0]["field"] == "points[2..4]"
    assert await stored(conn) == 0
    for number, at in enumerate((-60, 340, 880)):
        assert (await phone.send(patrol, batch(number * 3, at=after(at)))).status_code == 201


async def test_while_paused_nothing_is_recorded(phone: Phone) -> None:
    patrol = await phone.start()
    await phone.event(patrol, "pause", after(60))
    assert (await phone.send(patrol, batch(at=after(200)))).json()["errors"][0]["reason"] == "paused"


async def test_a_fix_from_the_future_is_refused_and_may_come_again_later(phone: Phone) -> None:
    now = datetime.now(UTC)
    patrol = await phone.start(started_at=now.isoformat())
    answer = await phone.send(patrol, batch(at=now + timedelta(minutes=6)))
    assert (answer.status_code, answer.json()["errors"][0]["reason"]) == (422, "future")
    assert (await phone.send(patrol, batch(at=now + timedelta(minutes=4)))).status_code == 201


async def test_the_packed_and_the_columnar_form_are_the_same_batch(phone: Phone, conn: Conn) -> None:
    patrol = await phone.start()
    first = await phone.client.post(f"/api/patrols/{patrol}/track", json=COLUMNS)
    assert first.status_code == 201, first.text
    names = ("dt", "lon", "lat", "accuracy_dm", "speed_cms", "heading_ddeg", "flags")
    records = pack.write(*(COLUMNS[name] for name in names))
    packed = pack.pack(pack.Header(0, millis(START), millis(START) + 5000), records)
    for body, headers in ((packed, {}), (gzip.compress(packed), {"content_encoding": "gzip"})):
        again = await phone.send(patrol, body, **headers)
        assert (again.status_code, again.json()["duplicate"]) == (200, True)
    assert pack.lift(await conn.fetchval("select laid from track_batches")) == records


async def test_a_batch_sent_again_is_stored_once_even_if_it_could_no_longer_be_new(phone: Phone, conn: Conn) -> None:
    patrol = await phone.start()
    first = await phone.send(patrol, batch(at=after(300)))
    await phone.event(patrol, "end", after(100))
    again = await phone.send(patrol, batch(at=after(300)))
    assert (first.status_code, again.status_code) == (201, 200)
    expected = {**first.json(), "duplicate": True, "clock_skew_ms": again.json()["clock_skew_ms"]}
    assert again.json() == expected
    assert (await stored(conn), (await phone.get(f"/{patrol}"))["point_count"]) == (3, 3)


async def test_other_fixes_under_the_same_numbers_are_refused_and_the_first_stay(phone: Phone, conn: Conn) -> None:
    patrol = await phone.start()
    await phone.send(patrol, batch(10, 10))
    for body in (batch(10, 10, lon=120.5), batch(10, 9), batch(10, 10, at=after(101)), batch(15, 10), batch(0, 11)):
        answer = await phone.send(patrol, body)
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (409, "seq[10..19]")
    assert pack.lift(await conn.fetchval("select laid from track_batches")) == batch(10, 10)[24:]
    assert (await phone.send(patrol, batch(0, 10))).json()["acked_through"] == 19


async def test_the_answer_says_through_which_fix_everything_is_stored(phone: Phone) -> None:
    patrol = await phone.start()
    acked = [(await phone.send(patrol, batch(first, 10))).json()["acked_through"] for first in (30, 10, 0, 40, 20)]
    assert acked == [-1, -1, 19, 19, 49]
    assert (await phone.send(patrol, batch(10, 10))).json()["acked_through"] == 49


async def test_a_thousand_fixes_fit(phone: Phone) -> None:
    answer = await phone.send(await phone.start(), batch(0, 1000))
    assert (answer.status_code, answer.json()["acked_through"]) == (201, 999)


async def test_the_same_batch_sent_at_once_many_times_is_stored_once(phone: Phone, conn: Conn) -> None:
    patrol = await phone.start()
    answers = await asyncio.gather(*(phone.send(patrol, batch()) for _ in range(8)))
    assert sorted(a.status_code for a in answers) == [200] * 7 + [201]
    assert await stored(conn) == 3


async def test_what_one_batch_does_wrong_is_not_its_neighbours_problem(
    phone: Phone, person: NewPerson, conn: Conn
) -> None:
    """All in one group: a good one, its double, one that overlaps it, a foreign one, one off duty, another good one."""
    patrol = await phone.start()
    colleague = Phone((await person(Role.OFFICER)).client)
    answers = await asyncio.gather(
        phone.send(patrol, batch(0, 10)),
        phone.send(patrol, batch(0, 10)),
        phone.send(patrol, batch(5, 10)),
        colleague.send(patrol, batch(50, 10)),
        phone.send(patrol, batch(60, 10, at=START - timedelta(days=1))),
        phone.send(patrol, batch(10, 10)),
    )
    assert [a.status_code for a in answers] == [201, 200, 409, 404, 422, 201]
    assert (await stored(conn), answers[5].json()["acked_through"]) == (20, 19)


async def test_if_a_group_breaks_the_database_only_the_poisonous_batch_fails(
    phone: Phone, conn: Conn, monkeypatch: pytest.MonkeyPatch
) -> None:
    patrol = await phone.start()
    whole = queries.insert_batches

    async def poisoned(conn: Conn, batches: Any, *more: Any) -> None:
        await whole(conn, batches, *more)
        if any(b.first_seq == 10 for b in batches):
            await conn.execute("select 1 / 0")

    monkeypatch.setattr(queries, "insert_batches", poisoned)
    answers = await asyncio.gather(*(phone.send(patrol, batch(n, 10)) for n in (0, 10, 20)))
    assert [a.status_code for a in answers] == [201, 400, 201]
    assert await stored(conn) == 20


async def test_when_too_many_wait_phones_are_told_to_come_back(
    phone: Phone, app: Litestar, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingest, "MAX_WAITING", 0)
    answer = await phone.send(await phone.start(), batch())
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")


async def test_a_batch_is_one_row_with_its_time_its_box_and_its_zones(phone: Phone, conn: Conn) -> None:
    _, west = await make_zone(conn, "1", 120, 29, 120.25, 30)
    _, east = await make_zone(conn, "2", 120.25, 29, 120.5, 30)
    await make_zone(conn, "3", 120, 29, 121, 30, valid_to=START.date())
    patrol = await phone.start()
    lon = [1202400000, 1202500000, 1202600000, 1202700000, 1206000000]
    records = pack.write([3000, 1000, 2000, 0, 4000], lon, [297000000] * 5)
    await phone.send(patrol, pack.pack(pack.Header(0, millis(START), millis(START)), records))
    row = await conn.fetchrow("select *, st_astext(bbox) as box, st_srid(bbox) as srid from track_batches")
    assert row is not None
    assert row["zone_runs"] == [west, 2, east, 2, 0, 1]
    assert (row["from_at"], row["to_at"]) == (START, after(4))
    assert row["box"] == "POLYGON((120.24 29.7,120.24 29.7,120.6 29.7,120.6 29.7,120.24 29.7))"
    assert (row["srid"], row["point_count"], pack.lift(row["laid"])) == (4490, 5, records)


async def test_new_zones_count_from_the_next_batch_on(phone: Phone, conn: Conn) -> None:
    patrol = await phone.start()
    await phone.send(patrol, batch(0))
    _, number = await make_zone(conn, "1", 120, 29, 121, 30)
    await phone.send(patrol, batch(3))
    runs = await conn.fetch("select zone_runs from track_batches order by first_seq")
    assert [r["zone_runs"] for r in runs] == [[0, 3], [number, 3]]


async def test_a_batch_over_midnight_counts_each_fix_by_its_own_day(phone: Phone, conn: Conn) -> None:
    """Areas change at midnight in Shanghai; the batch arrives long after."""
    midnight = datetime(2026, 3, 2, 16, tzinfo=UTC)
    _, old = await make_zone(conn, "1", 120, 29, 121, 30, valid_to=date(2026, 3, 3))
    _, new = await make_zone(conn, "1", 120, 29, 121, 30, valid_from=date(2026, 3, 3))
    patrol = await phone.start(started_at=(midnight - timedelta(hours=2)).isoformat())
    await phone.send(patrol, batch(0, 7, at=midnight - timedelta(seconds=40)))
    await phone.send(patrol, batch(7, 2, at=midnight - timedelta(hours=1)))
    runs = await conn.fetch("select zone_runs from track_batches order by first_seq")
    assert [r["zone_runs"] for r in runs] == [[old, 4, new, 3], [old, 2]]


async def test_the_newest_fix_is_where_an_officer_is(phone: Phone, officer: Person, conn: Conn) -> None:
    patrol = await phone.start()
    flags = [80 << 8, 80 << 8, 77 << 8, pack.MOCK_BIT | 77 << 8]
    await phone.send(patrol, batch(0, 4, speed=[0, 0, 150, 0], heading=[0, 0, 900, 0], accuracy=[40] * 4, flags=flags))
    await phone.send(patrol, batch(100, 2, at=after(-20)))
    here = await conn.fetchrow("select * from live_positions")
    assert here is not None
    expected = (officer.id, UUID(patrol), 120.25, 29.7002, after(20), 4.0, 1.5, 90.0, 77)
    names = ("person_id", "patrol_id", "lon", "lat", "at", "accuracy_m", "speed_ms", "heading_deg", "battery")
    assert tuple(here[n] for n in names) == expected
    assert {r["kind"] for r in await conn.fetch("select kind from live_events")} == {"patrol"}


async def test_off_duty_nobody_has_a_position(phone: Phone, conn: Conn) -> None:
    patrol = await phone.start()
    await phone.send(patrol, batch(0))
    await phone.event(patrol, "end", after(60))
    assert await conn.fetchval("select count(*) from live_positions") == 0
    assert (await phone.send(patrol, batch(3))).status_code == 201
    assert await conn.fetchval("select count(*) from live_positions") == 0


@pytest.mark.parametrize("error_h", [48, -48])
async def test_a_clock_two_days_wrong_neither_freezes_the_map_nor_puts_anybody_into_the_past(
    phone: Phone, conn: Conn, error_h: int
) -> None:
    now = datetime.now(UTC)
    told = now + timedelta(hours=error_h)
    wrong = await phone.start(started_at=told.isoformat())
    await phone.send(wrong, batch(at=told, count=1, sent_at=told))
    at = await conn.fetchval("select at from live_positions")
    assert abs(at - now) < timedelta(seconds=30)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
async def test_several_batches_of_one_group_move_an_officer_once(
    phone: Phone, conn: Conn, order: tuple[int, int]
) -> None:
    patrol = await phone.start()
    await asyncio.gather(*(phone.send(patrol, batch(n * 3)) for n in order))
    assert await conn.fetchval("select at from live_positions") == after(50)


async def test_counters_equal_the_batches(phone: Phone, conn: Conn) -> None:
    patrol = await phone.start()
    rng = np.random.default_rng(5)
    for first in rng.permutation(12):
        for _ in range(int(rng.integers(1, 3))):
            await phone.send(patrol, batch(int(first) * 5, 5))
    detail = await phone.get(f"/{patrol}")
    row = await conn.fetchrow("select sum(point_count), max(to_at), count(*) from track_batches")
    assert row is not None
    assert (detail["point_count"], row[2]) == (row[0], 12)
    assert datetime.fromisoformat(detail["last_fix_at"]) == row[1]


async def test_behind_the_fence_a_batch_is_held_against_its_neighbours_and_not_against_the_whole_patrol(
    phone: Phone, conn: Conn, monkeypatch: pytest.MonkeyPatch
) -> None:
    patrol = await phone.start()
    await phone.send(patrol, batch())
    day = await conn.fetchval("select day from track_batches")
    asked: list[tuple[Any, ...]] = []

    async def ask(_: Conn, __: type, *statement: Any) -> list[Any]:
        asked.append(statement)
        return []

    monkeypatch.setattr(queries.db, "all", ask)
    header, records = pack.unpack(batch())
    sent = SentBatch(UUID(patrol), UUID(int=1), header, records, datetime.now(UTC))
    await queries.touching(conn, [sent], {sent.patrol_id: day})
    async with OneConnection(conn).transaction(SYSTEM):
        await conn.execute("set local enable_seqscan = off")
        lines = [row[0] for row in await conn.fetch("explain " + asked[0][0], *asked[0][1:])]
    bounds = [line for line in lines if "Index Cond" in line and "track_batches" not in line]
    assert any("first_seq > sent.beyond" in line and "first_seq < sent.end_seq" in line for line in bounds), lines
