"""What of a town's zones was come near, and when last: for those who watch, of zones and never of persons."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.auth.permissions import Role
from backend.core import clock
from backend.core.db import Conn
from backend.core.errors import Invalid
from backend.core.ids import uuid7
from backend.patrols.coverage import rules
from tests.backend.patrols.conftest import Phone, batch, make_zone
from tests.conftest import DIANKOU, FENGQIAO, NewPerson, Person

NOW = datetime(2026, 3, 10, 4, tzinfo=UTC)
WEST, SOUTH = 120.25, 29.7
STEP = 1e-4
"""Degrees northward from fix to fix, about 11 m."""


@pytest.fixture
async def zone(conn: Conn) -> UUID:
    """Half a kilometre around where the phone of these tests walks."""
    area_id, _ = await make_zone(conn, "02", WEST - 0.0025, SOUTH, WEST + 0.0025, SOUTH + 0.005)
    return area_id


async def walk(phone: Phone, began: datetime, count: int = 40) -> datetime:
    """Northward through the zone, a fix every ten seconds; the answer is when it ended."""
    patrol = await phone.start(started_at=began.isoformat())
    assert (await phone.send(patrol, batch(0, count, at=began, lon=WEST, lat=SOUTH))).status_code == 201
    return began + timedelta(seconds=10 * (count - 1))


def ago(**time: float) -> datetime:
    return (clock.now() - timedelta(**time)).replace(microsecond=0)


async def covered(who: Person, town: str = FENGQIAO, **asked: Any) -> list[dict[str, Any]]:
    answer = await who.client.get("/api/patrols/coverage", params={"town_code": town, **asked})
    assert answer.status_code == 200, answer.text
    zones: list[dict[str, Any]] = answer.json()["zones"]
    return zones


async def test_a_town_beyond_reach_and_one_without_zones_look_alike(
    command_room: Person, stranger: Person, zone: UUID
) -> None:
    answers = [
        await stranger.client.get("/api/patrols/coverage", params={"town_code": FENGQIAO}),
        await command_room.client.get("/api/patrols/coverage", params={"town_code": DIANKOU}),
        await stranger.client.get(f"/api/patrols/coverage/{zone}"),
        await command_room.client.get(f"/api/patrols/coverage/{uuid7()}"),
    ]
    assert [a.status_code for a in answers] == [404] * 4
    assert answers[0].text == answers[1].text
    assert answers[2].text == answers[3].text


async def test_officers_and_grid_workers_see_no_coverage(officer: Person, grid_worker: Person, zone: UUID) -> None:
    for who in (officer, grid_worker):
        assert (await who.client.get("/api/patrols/coverage", params={"town_code": FENGQIAO})).status_code == 403
        assert (await who.client.get(f"/api/patrols/coverage/{zone}")).status_code == 403


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("town_code", "1"), ("town_code", ""), ("within_m", 4), ("within_m", 501), ("within_m", "nan"),
        ("of", "people"), ("from_day", "2001-01-01"),
        ("from_day", "9999-12-31"), ("from_day", "0001-01-01"), ("from_day", "today"),
    ],
)  # fmt: skip
async def test_what_makes_no_sense_is_refused_by_name(command_room: Person, zone: UUID, name: str, value: Any) -> None:
    asked = {"town_code": FENGQIAO, name: value}
    answer = await command_room.client.get("/api/patrols/coverage", params=asked)
    assert answer.status_code in (400, 422)
    assert name in answer.text
    if name not in ("town_code", "of"):
        answer = await command_room.client.get(f"/api/patrols/coverage/{zone}", params={name: value})
        assert answer.status_code in (400, 422)


async def test_a_walk_through_a_zone_covers_a_strip_of_it(
    phone: Phone, command_room: Person, conn: Conn, zone: UUID
) -> None:
    await make_zone(conn, "01", WEST + 0.01, SOUTH, WEST + 0.015, SOUTH + 0.005)
    ended = await walk(phone, ago(hours=2))
    far, near = await covered(command_room, within_m=50)
    assert (far["code"], far["share"], far["last_seen_at"]) == ("01", 0, None)
    # A strip of 100 m by the 432 m that were walked, of 484 m by 554 m, and half a circle at the end.
    assert (near["area_id"], near["code"]) == (str(zone), "02")
    assert near["amount"] == pytest.approx(484 * 554, rel=0.02)
    assert near["share"] == pytest.approx((100 * 432 + 3927) / (484 * 554), rel=0.03)
    assert datetime.fromisoformat(near["last_seen_at"]) == ended


async def test_coverage_names_and_ranks_nobody(phone: Phone, command_room: Person, officer: Person, zone: UUID) -> None:
    await walk(phone, ago(hours=2))
    for path in (f"/api/patrols/coverage?town_code={FENGQIAO}", f"/api/patrols/coverage/{zone}"):
        text = (await command_room.client.get(path)).text
        assert officer.name not in text
        assert str(officer.id) not in text
        assert "squad" not in text
        assert "patrol_id" not in text


async def test_several_patrols_are_counted_together_and_once(
    phone: Phone, person: NewPerson, command_room: Person, zone: UUID
) -> None:
    await walk(phone, ago(hours=3), 20)
    (alone,) = await covered(command_room)
    other = Phone((await person(Role.OFFICER)).client)
    ended = await walk(other, ago(hours=2), 20)
    (both,) = await covered(command_room)
    assert both["share"] == alone["share"]
    assert datetime.fromisoformat(both["last_seen_at"]) == ended


async def test_patrols_of_another_town_are_behind_the_fence(
    person: NewPerson, command_room: Person, zone: UUID
) -> None:
    await walk(Phone((await person(Role.OFFICER, towns=(DIANKOU,))).client), ago(hours=2))
    assert [z["share"] for z in await covered(command_room)] == [0]
    everywhere = await person(Role.GUIDANCE_OFFICE)
    assert [z["share"] > 0 for z in await covered(everywhere)] == [True]


async def test_only_what_was_seen_within_the_period_counts(phone: Phone, command_room: Person, zone: UUID) -> None:
    await walk(phone, ago(days=9))
    assert [(z["share"], z["last_seen_at"]) for z in await covered(command_room)] == [(0, None)]
    (longer,) = await covered(command_room, from_day=str(clock.today() - timedelta(days=10)))
    assert longer["share"] > 0


async def test_a_zone_that_is_not_in_force_today_is_left_out(command_room: Person, conn: Conn, zone: UUID) -> None:
    await make_zone(conn, "01", WEST, SOUTH, WEST + 0.01, SOUTH + 0.01, valid_to=clock.today())
    assert [z["code"] for z in await covered(command_room)] == ["02"]


async def test_a_zone_as_large_as_a_country_is_refused_with_a_meaning(command_room: Person, conn: Conn) -> None:
    area_id, _ = await make_zone(conn, "01", 80, 20, 120, 50)
    asked = {"town_code": FENGQIAO}
    assert (await command_room.client.get("/api/patrols/coverage", params=asked)).status_code == 422
    assert (await command_room.client.get(f"/api/patrols/coverage/{area_id}")).status_code == 422


async def test_streets_are_counted_by_their_length(phone: Phone, command_room: Person, conn: Conn, zone: UUID) -> None:
    for lon in (WEST, WEST + 0.002, WEST + 0.1):
        line = f"LINESTRING({lon} {SOUTH}, {lon} {SOUTH + 0.005})"
        await conn.execute(
            """
            insert into map_features (id, source, kind, name, rank, min_zoom, geom)
            values ($1, 'test', 'road', '', 1, 10, st_geomfromtext($2, 4490))
            """,
            uuid7(), line,
        )  # fmt: skip
    await walk(phone, ago(hours=2))
    (streets,) = await covered(command_room, of="streets", within_m=20)
    assert streets["amount"] == pytest.approx(2 * 554, rel=0.01)
    assert streets["share"] == pytest.approx((432 + 20) / (2 * 554), abs=0.01)
    asked = {"of": "streets", "within_m": 20}
    ages = (await command_room.client.get(f"/api/patrols/coverage/{zone}", params=asked)).json()
    pieces = [(lon, age) for lon, _, age in ages["cells"]]
    # What lies beyond the zone is not told, and of the other street nothing was seen.
    assert {round(lon, 4) for lon, _ in pieces} == {WEST, WEST + 0.002}
    assert {age for lon, age in pieces if lon > WEST + 0.001} == {None}
    seen = sum(age is not None for lon, age in pieces)
    assert seen * ages["grain_m"] == pytest.approx(432 + 20, abs=2 * ages["grain_m"])


async def test_the_cells_of_a_zone_tell_how_long_ago_they_were_seen_and_looking_is_recorded(
    phone: Phone, command_room: Person, conn: Conn, zone: UUID
) -> None:
    ended = await walk(phone, ago(hours=2))
    answer = (await command_room.client.get(f"/api/patrols/coverage/{zone}", params={"within_m": 30})).json()
    ages = {(lon, lat): age for lon, lat, age in answer["cells"]}
    assert len(ages) == len(answer["cells"]) == pytest.approx(484 * 554 / answer["grain_m"] ** 2, rel=0.05)
    seen = {place: age for place, age in ages.items() if age is not None}
    assert all(abs(lon - WEST) * 96_700 <= 30.1 for lon, _ in seen)
    assert all(lat <= SOUTH + 39 * STEP + 30.1 / 110_900 for _, lat in seen)
    youngest = (datetime.fromisoformat(answer["at"]) - ended).total_seconds()
    assert min(seen.values()) == pytest.approx(youngest, abs=1)
    # A minute farther south is a minute and ten seconds older at most.
    assert max(seen.values()) - min(seen.values()) == pytest.approx(390 - 30 / 11.09 * 10, abs=35)
    actors = await conn.fetch("select actor, subject from audit_events where action = 'zone.coverage_read'")
    assert [tuple(r) for r in actors] == [(command_room.id, zone)]


@given(st.integers(0, 90))
def test_a_period_begins_with_a_day_in_shanghai(days: int) -> None:
    day = date(2026, 3, 10) - timedelta(days=days)
    begin = rules.since(day, NOW)
    assert begin.isoformat() == f"{day}T00:00:00+08:00"


def test_the_usual_period_is_seven_days_and_nothing_outside_the_last_ninety_two_is_asked_for() -> None:
    assert NOW - rules.since(None, NOW) == timedelta(days=7)
    for day in (date(2026, 3, 11), date(2025, 12, 7), date.min, date.max):
        with pytest.raises(Invalid):
            rules.since(day, NOW)


@pytest.mark.parametrize(("extent_m2", "grain"), [(1.0, 10), (1e6, 10), (1.1e6, 20), (1e12, 500)])
def test_cells_are_as_fine_as_their_number_allows(extent_m2: float, grain: float) -> None:
    assert rules.grain_m(extent_m2, 10_000) == grain


def test_too_many_fixes_are_refused() -> None:
    rules.refuse_too_much(2_000_000)
    with pytest.raises(Invalid):
        rules.refuse_too_much(2_000_001)
