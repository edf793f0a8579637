"""Each app in the form it really sends, answered in the way that lets it keep or let go of what it should."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.companions import queries, rules
from backend.companions.forms import osmand
from backend.companions.forms import owntracks as owntracks_form
from backend.companions.forms import traccar as traccar_form
from backend.companions.forms.reading import Fix, Unusable
from backend.companions.structs import Nearby
from backend.core.db import SYSTEM, Conn
from backend.patrols.tracks.joins import service as joins
from tests.backend.companions.conftest import (
    ANDROID,
    IPHONE,
    Maker,
    Phone,
    ago,
    aside,
    fixes_of,
    gpslogger,
    now,
    on_duty,
    owntracks,
    traccar,
)
from tests.backend.patrols.conftest import batch
from tests.conftest import OneConnection, Person


@pytest.fixture
def phone(officer: Person) -> Phone:
    return Phone(officer.client)


@pytest.mark.parametrize(("form", "battery", "charging"), [(ANDROID, 87, False), (IPHONE, 64, True)])
async def test_owntracks_of_both_makes_joins_the_patrol(
    phone: Phone, companion: Maker, conn: Conn, form: bytes, battery: int, charging: bool
) -> None:
    patrol, app = await on_duty(phone), await companion("owntracks")
    answer = await app.owntracks(owntracks(ago(60), form=form))
    assert (answer.status_code, answer.json()) == (200, [])
    fixes = await fixes_of(conn, patrol)
    assert (fixes.lon.tolist(), fixes.lat.tolist()) == ([120.2501], [29.7005])
    assert fixes.at_ms.tolist() == [int(ago(60).timestamp() * 1000)]
    assert (fixes.flags[0] >> 8, bool(fixes.flags[0] & 16)) == (battery, charging)


async def test_traccar_joins_the_patrol_and_its_form_with_a_token_is_passed_over(
    phone: Phone, companion: Maker, conn: Conn
) -> None:
    patrol, app = await on_duty(phone), await companion("traccar")
    assert (await app.traccar(traccar(ago(60.5)))).status_code == 200
    form = await app.traccar("id=123&notificationToken=abc", "application/x-www-form-urlencoded")
    assert form.status_code == 200
    fixes = await fixes_of(conn, patrol)
    assert fixes.at_ms.tolist() == [int(ago(60.5).timestamp() * 1000)]
    assert fixes.flags[0] >> 8 == 79


async def test_osmand_and_gpslogger_join_the_patrol_by_query_and_by_form(
    phone: Phone, companion: Maker, conn: Conn
) -> None:
    patrol, app = await on_duty(phone), await companion("osmand")
    for method, seconds in (("GET", 60), ("POST", 40)):
        assert (await app.osmand(method=method, **gpslogger(ago(seconds)))).status_code == 200
        later = str(int(ago(seconds - 10).timestamp() * 1000))
        shown = {"deviceid": "a", "location": "29.7006,120.2502", "timestamp": later, "speed": "10", "heading": "90"}
        assert (await app.osmand(method=method, **shown)).status_code == 200
    fixes = await fixes_of(conn, patrol)
    assert fixes.lat.tolist() == [29.7005, 29.7006] * 2
    assert fixes.at_ms.tolist() == [int(ago(s).timestamp() * 1000) for s in (60, 50, 40, 30)]


async def test_osmand_without_an_id_is_told_that_its_address_is_wrong(phone: Phone, companion: Maker) -> None:
    await on_duty(phone)
    answer = await (await companion("osmand")).osmand(lat="29.7", lon="120.2", timestamp="1")
    assert answer.status_code == 400


async def test_what_is_sent_again_is_stored_once(phone: Phone, companion: Maker, conn: Conn) -> None:
    patrol = await on_duty(phone)
    android, log = await companion("owntracks"), await companion("osmand")
    for _ in range(3):
        assert (await android.owntracks(owntracks(ago(60)))).status_code == 200
        # The same fix reported again later, with another battery: it is the fix that counts.
        again = owntracks(ago(60), sent=ago(10)).replace(b'"batt":87', b'"batt":86')
        assert (await android.owntracks(again)).status_code == 200
        assert (await log.osmand(**gpslogger(ago(30)))).status_code == 200
    assert len(await fixes_of(conn, patrol)) == 2


async def test_the_phone_and_its_companion_do_not_get_in_each_others_way(phone: Phone, companion: Maker) -> None:
    patrol, app = await on_duty(phone, ago(600)), await companion("osmand")
    acked = []
    for first in (0, 3):
        own = batch(first, 3, at=ago(500 - first * 10), lon=120.2501, lat=29.7005)
        acked.append((await phone.send(patrol, own)).json()["acked_through"])
        assert (await app.osmand(**gpslogger(ago(490 - first * 10)))).status_code == 200
    for seconds in (400, 350, 300):
        assert (await app.osmand(**gpslogger(ago(seconds)))).status_code == 200
    assert acked == [2, 5]
    detail = await phone.get(f"/{patrol}")
    assert (detail["point_count"], detail["dropped"]) == (11, [{"reason": "beside", "count": 2}])
    assert detail["gaps"] == []
    track = await phone.get(f"/{patrol}/track")
    assert [len(part["coordinates"]) for part in track["parts"]] == [9]
    assert track["dropped"] == []


async def test_what_comes_out_of_order_is_put_where_it_belongs(phone: Phone, companion: Maker, conn: Conn) -> None:
    patrol, app = await on_duty(phone), await companion("owntracks")
    for seconds in (10, 300, 100, 200):
        await app.owntracks(owntracks(ago(seconds)))
    assert (await fixes_of(conn, patrol)).at_ms.tolist() == [
        int(ago(s).timestamp() * 1000) for s in (300, 200, 100, 10)
    ]


async def test_a_late_fix_joins_the_patrol_of_its_own_time_even_when_that_has_ended_and_its_rows_are_joined(
    phone: Phone, companion: Maker, conn: Conn
) -> None:
    patrol, app = await on_duty(phone, ago(7200)), await companion("owntracks")
    for seconds in (7000, 6900):
        await app.owntracks(owntracks(ago(seconds)))
    await phone.event(patrol, "end", ago(3600))
    later = await on_duty(phone, ago(1800))
    await app.owntracks(owntracks(ago(6800)))
    await joins.join_ended(OneConnection(conn), now() + timedelta(hours=3))
    assert await conn.fetchval("select count(*) from track_batches where patrol_id = $1", patrol) == 1
    for seconds in (6900, 6800, 5000):
        assert (await app.owntracks(owntracks(ago(seconds)))).status_code == 200
    assert (await fixes_of(conn, patrol)).at_ms.tolist() == [
        int(ago(s).timestamp() * 1000) for s in (7000, 6900, 6800, 5000)
    ]
    assert len(await fixes_of(conn, later)) == 0


async def test_off_duty_nothing_is_stored_nor_kept_and_the_app_lets_go(
    phone: Phone, companion: Maker, conn: Conn, admin: Person
) -> None:
    android, client, log = await companion("owntracks"), await companion("traccar"), await companion("osmand")

    async def all_let_go(seconds_ago: float) -> None:
        at = ago(seconds_ago)
        fixes = owntracks(at), traccar(at), gpslogger(at)
        answers = [await android.owntracks(fixes[0]), await client.traccar(fixes[1]), await log.osmand(**fixes[2])]
        assert [a.status_code for a in answers] == [200, 200, 200]
        assert await conn.fetchval("select count(*) from track_batches") == 0
        assert await aside(admin) == []

    await all_let_go(60)
    patrol = await on_duty(phone)
    await all_let_go(7200)
    await phone.event(patrol, "pause", ago(1800))
    await all_let_go(60)
    await phone.event(patrol, "end", ago(1700))
    await all_let_go(60)
    assert await conn.fetchval("select count(*) from companions where off_duty_at is not null") == 3


async def test_behind_the_fence_a_fix_is_held_against_patrols_of_its_time_and_not_against_all_there_were(
    phone: Phone, companion: Maker, conn: Conn, monkeypatch: pytest.MonkeyPatch
) -> None:
    await on_duty(phone)
    app = await companion("traccar")
    asked: list[tuple[Any, ...]] = []
    ask = queries.db.all

    async def noting(asking: Conn, row: type[Any], *statement: Any) -> list[Any]:
        if row is Nearby:
            asked.append(statement)
        return await ask(asking, row, *statement)

    monkeypatch.setattr(queries.db, "all", noting)
    await app.traccar(traccar(ago(60)))
    async with OneConnection(conn).transaction(SYSTEM):
        await conn.execute("set local enable_seqscan = off")
        await conn.execute("set local enable_bitmapscan = off")
        lines = [row[0] for row in await conn.fetch("explain " + asked[0][0], *asked[0][1:])]
    found = [line.strip() for line in lines if "Index Scan" in line or "Index Cond" in line]
    assert len(found) == 4, lines
    assert "patrols_not_ended" in found[0]
    assert "patrols_by_end" in found[2]
    assert "ended_at >= asked.earliest" in found[3]


async def noted(conn: Conn) -> set[str]:
    """Which times the only companion has."""
    row = await conn.fetchrow("select seen_at, stored_at, off_duty_at from companions")
    assert row is not None
    return {name for name, at in row.items() if at is not None}


async def test_a_fix_from_the_future_stands_aside_unless_the_companions_own_clock_explains_it(
    phone: Phone, companion: Maker, conn: Conn, admin: Person
) -> None:
    patrol, app = await on_duty(phone), await companion("owntracks")
    ahead = now() + timedelta(hours=48)
    assert (await app.owntracks(owntracks(ahead, sent=now()))).status_code == 200
    assert [a["reason"] for a in await aside(admin)] == ["future"]
    assert len(await fixes_of(conn, patrol)) == 0
    assert await noted(conn) == {"seen_at"}
    await app.owntracks(owntracks(ahead, sent=ahead + timedelta(seconds=2)))
    assert len(await fixes_of(conn, patrol)) == 1
    assert await noted(conn) == {"seen_at", "stored_at"}
    seen = await conn.fetchval("select at from live_positions")
    assert abs(seen - now()) < timedelta(minutes=5)


async def test_a_right_clock_beside_a_phone_that_is_two_days_ahead_stands_aside(
    phone: Phone, companion: Maker, conn: Conn, admin: Person
) -> None:
    patrol, app = await on_duty(phone, now() + timedelta(hours=48)), await companion("traccar")
    assert (await app.traccar(traccar(now() + timedelta(seconds=5)))).status_code == 200
    assert [a["reason"] for a in await aside(admin)] == ["clock"]
    assert len(await fixes_of(conn, patrol)) == 0
    assert await noted(conn) == {"seen_at"}


async def test_a_companion_was_seen_whatever_it_says_and_not_when_its_secret_is_wrong(
    companion: Maker, conn: Conn
) -> None:
    app = await companion("owntracks")
    await app.owntracks(b"", secret="nobody's")
    assert await noted(conn) == set()
    await app.owntracks(b"")
    assert await noted(conn) == {"seen_at"}


WRONG: list[tuple[bytes, str]] = [
    (b"{", "unreadable"), (b"\xff", "unreadable"), (b"[]", "unreadable"), (b'"x"', "unreadable"),
    (b"[" * 5000, "unreadable"), (b'{"_type":"location","lat":"29","lon":1,"tst":1}', "unreadable"),
    (b"{}", "unknown_kind"), (b'{"_type":"new"}', "unknown_kind"),
    (b'{"_type":"encrypted","data":"x"}', "encrypted"), (b'{"_type":"location","tst":1795400000}', "no_place"),
    (b'{"_type":"location","lat":91,"lon":1,"tst":1795400000}', "no_place"),
    (b'{"_type":"location","lat":29,"lon":120}', "no_time"),
    (b'{"_type":"location","lat":29,"lon":120,"tst":1e300}', "no_time"),
    (b" " * 70_000, "too_large"), (b"a" * 2_000_000, "too_large"),
]  # fmt: skip


async def test_what_cannot_be_used_is_answered_by_200_and_stands_aside_once(
    phone: Phone, companion: Maker, admin: Person
) -> None:
    await on_duty(phone)
    app = await companion("owntracks")
    for _ in range(2):
        for body, reason in WRONG:
            assert (await app.owntracks(body)).status_code == 200, (body[:50], reason)
    kept = await aside(admin)
    assert sorted(a["reason"] for a in kept) == sorted(reason for _, reason in WRONG)
    assert {a["times"] for a in kept} == {2}
    assert {a["person_name"] for a in kept} == {"队员01"}


async def test_what_the_app_also_says_is_passed_over(phone: Phone, companion: Maker, admin: Person) -> None:
    await on_duty(phone)
    app = await companion("owntracks")
    for kind in ("transition", "waypoint", "waypoints", "status", "card", "steps", "lwt"):
        assert (await app.owntracks(b'{"_type":"%s","tst":1}' % kind.encode())).json() == []
    assert (await app.owntracks(b"")).json() == []
    assert await aside(admin) == []


async def test_off_duty_only_that_something_came_is_kept(phone: Phone, companion: Maker, admin: Person) -> None:
    app = await companion("traccar")
    await app.traccar('{"location":{"coords":{"latitude":29.7,"longitude":120.2}}}')
    [kept] = await aside(admin)
    assert (kept["reason"], kept["kept"]) == ("no_time", False)
    assert (await admin.client.get(f"/api/companions/aside/{kept['id']}")).status_code == 404


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        ({"timestamp": "yesterday"}, "no_time"), ({"timestamp": ""}, "no_time"), ({"lat": "north"}, "no_place"),
        ({"valid": "false"}, "no_place"),
        ({"lat": "nan"}, "no_place"), ({"lon": "181"}, "no_place"), ({"timestamp": "1e400"}, "no_time"),
        ({"timestamp": "9999-12-31 00:00:00"}, "no_time"),
    ],
)  # fmt: skip
def test_a_query_that_makes_no_fix_says_why(sent: dict[str, str], reason: str) -> None:
    with pytest.raises(Unusable) as unusable:
        osmand.read(gpslogger(ago(60)) | sent)
    assert unusable.value.reason == reason


_BYTES = st.binary(max_size=200) | st.from_regex(
    rb'\{"_type":"location"(,"(lat|lon|tst|acc|vel|cog|batt|bs|created_at)":(-?\d{1,30}(\.\d+)?(e\d{1,3})?|null|true))*\}',
    fullmatch=True,
)


@given(_BYTES)
def test_whatever_bytes_come_they_are_a_fix_nothing_or_unusable(body: bytes) -> None:
    reads: list[Callable[[], Fix | None]] = [
        lambda: owntracks_form.read(body),
        lambda: traccar_form.read(body, "application/json"),
        lambda: osmand.read(osmand.pairs(body, b"id=1")),
        lambda: osmand.read({"lat": "1", "lon": "2", "timestamp": body.decode(errors="replace")}),
    ]
    for read in reads:
        with suppress(Unusable):
            fix = read()
            assert fix is None or len(rules.record(fix)) == 20
