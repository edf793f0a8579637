"""Calling for help."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from backend.auth.permissions import Role
from backend.core.db import Conn
from backend.core.ids import uuid7
from tests.conftest import DIANKOU, FENGQIAO, NewPerson, Person
from tests.support.alarms import call, called


async def test_an_alarm_that_is_not_there_is_not_found(command_room: Person) -> None:
    assert (await command_room.client.get(f"/api/alarms/{uuid7()}")).status_code == 404


async def test_the_command_room_calls_nobody_for_help(command_room: Person) -> None:
    assert (await call(command_room.client)).status_code == 403


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("kind", "no_fix"),
        ("kind", "fire"),
        ("at", "yesterday"),
        ("at", "2026-11-23T01:02:03"),
        ("battery", 101),
        ("battery", -1),
        ("fix", {"lon": 1}),
        ("note", "x" * 4001),
        ("note", "\x00"),
        ("patrol_id", "none"),
        ("state", "closed"),
    ],
)
async def test_what_is_wrong_is_named_and_nothing_is_stored(
    officer: Person, conn: Conn, field: str, wrong: object
) -> None:
    answer = await call(officer.client, **{field: wrong})
    assert answer.status_code == 422, answer.text
    assert field in answer.json()["errors"][0]["field"] or field == "state"
    assert await conn.fetchval("select count(*) from alarms") == 0


async def test_an_id_that_is_not_of_version_7_is_refused_by_name(officer: Person) -> None:
    answer = await call(officer.client, uuid4())
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "alarm_id")


@pytest.mark.parametrize("who", ["officer", "grid_worker"])
async def test_a_call_for_help_falls_into_town_and_zone_by_its_place(
    who: str, officer: Person, grid_worker: Person, zone: UUID
) -> None:
    somebody = officer if who == "officer" else grid_worker
    alarm = await called(somebody.client)
    assert (alarm["kind"], alarm["state"], alarm["revision"]) == ("sos", "raised", 1)
    assert (alarm["person_id"], alarm["person_name"]) == (str(somebody.id), somebody.name)
    assert (alarm["town_code"], alarm["town_name"]) == (FENGQIAO, "枫桥镇")
    assert (alarm["duty_zone_id"], alarm["duty_zone_name"]) == (str(zone), "一区")
    assert alarm["place"] == {"type": "Point", "coordinates": [120.39, 29.8]}
    assert (alarm["accuracy_m"], alarm["battery"]) == (8.5, 63)
    [first] = alarm["steps"]
    assert (first["kind"], first["actor_name"], first["outcome"]) == ("raised", somebody.name, None)


async def test_a_call_for_help_without_place_or_known_patrol_is_taken_all_the_same(officer: Person) -> None:
    alarm = await called(officer.client, fix=None, battery=None, patrol_id=str(uuid7()))
    assert (alarm["place"], alarm["fix_at"], alarm["battery"]) == (None, None, None)
    assert alarm["town_code"] == FENGQIAO


async def test_without_a_fix_the_last_place_on_patrol_stands_for_it_with_its_age(
    officer: Person, conn: Conn, zone: UUID
) -> None:
    await last_seen(conn, officer, battery=22)
    alarm = await called(officer.client, fix=None, battery=None)
    assert alarm["place"]["coordinates"] == [120.4, 29.8]
    assert alarm["fix_at"].startswith("2026-11-20T")
    assert (alarm["battery"], alarm["duty_zone_name"]) == (22, "一区")


async def last_seen(conn: Conn, who: Person, battery: int) -> None:
    patrol = uuid7()
    await conn.execute(
        """
        insert into patrols (id, person_id, person_name, town_code, squad, state, started_at, sent_sha256)
        values ($1, $2, 'x', $3, 'x', 'running', now(), 'x')
        """,
        patrol, who.id, FENGQIAO,
    )  # fmt: skip
    await conn.execute(
        """
        insert into live_positions (person_id, patrol_id, town_code, lon, lat, at, accuracy_m, battery)
        values ($1, $2, $3, 120.4, 29.8, '2026-11-20T00:00:00Z', 12, $4)
        """,
        who.id, patrol, FENGQIAO, battery,
    )  # fmt: skip


async def test_calling_again_with_the_same_id_is_one_alarm(officer: Person, conn: Conn) -> None:
    alarm_id = uuid7()
    first, again = await call(officer.client, alarm_id), await call(officer.client, alarm_id)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    for table in ("alarms", "alarm_steps"):
        assert await conn.fetchval(f"select count(*) from {table}") == 1
    assert await conn.fetchval("select count(*) from live_events where kind = 'alarm'") == 1
    assert await conn.fetchval("select count(*) from audit_events where action = 'alarm.raised'") == 1


async def test_the_same_id_with_another_body_is_refused_and_the_first_stays(officer: Person) -> None:
    alarm_id = uuid7()
    await call(officer.client, alarm_id, note="first")
    assert (await call(officer.client, alarm_id, note="second")).status_code == 409
    assert (await officer.client.get(f"/api/alarms/{alarm_id}")).json()["note"] == "first"


async def test_an_id_that_somebody_else_used_is_taken_and_no_more_is_told(
    officer: Person, grid_worker: Person, person: NewPerson
) -> None:
    alarm_id = uuid7()
    await call(officer.client, alarm_id, note="secret")
    for somebody in (grid_worker, await person(Role.OFFICER, towns=(DIANKOU,))):
        answer = await call(somebody.client, alarm_id, note="secret")
        assert answer.status_code == 409
        assert "secret" not in answer.text


async def test_who_may_read_it(officer: Person, grid_worker: Person, command_room: Person, stranger: Person,
                               person: NewPerson) -> None:  # fmt: skip
    alarm = await called(officer.client)
    county = await person(Role.GUIDANCE_OFFICE, towns=())

    async def seen(somebody: Person, query: str = "") -> tuple[int, list[Any]]:
        one = await somebody.client.get(f"/api/alarms/{alarm['id']}")
        return one.status_code, [a["id"] for a in (await somebody.client.get(f"/api/alarms{query}")).json()]

    for somebody in (officer, command_room, county):
        assert await seen(somebody) == (200, [alarm["id"]])
    for somebody in (grid_worker, stranger):
        assert await seen(somebody) == (404, [])
    assert (await seen(command_room, "?mine=true"))[1] == []
    assert (await seen(command_room, "?open=true"))[1] == [alarm["id"]]


async def test_open_alarms_are_in_the_snapshot_within_the_fence(
    officer: Person, command_room: Person, stranger: Person
) -> None:
    alarm = await called(officer.client)
    for somebody, expected in ((command_room, [alarm]), (stranger, [])):
        assert (await somebody.client.get("/api/live/snapshot")).json()["alarms"] == expected
