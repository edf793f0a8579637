"""Reporting: stored once, by place in town and zone, whatever the network does."""

import base64
import json
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from backend.auth.permissions import Role
from backend.core import clock
from backend.core.db import Conn
from backend.core.ids import uuid7
from tests.conftest import DIANKOU, FENGQIAO, NewPerson, Person
from tests.support.leads import a_fix, a_lead, a_medium, report, reported, step

JPEG = b"\xff\xd8\xff\xe0" + b"small" * 20


async def test_who_may_not_report_is_refused(person: NewPerson, conn: Conn) -> None:
    auditor = await person(Role.AUDITOR)
    assert (await report(auditor.client)).status_code == 403
    assert await conn.fetchval("select count(*) from leads") == 0


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("place", {"type": "Point", "coordinates": [1000, 29.8]}),
        ("place", {"type": "Point", "coordinates": [120.4, 91]}),
        ("place", {"type": "Polygon", "coordinates": []}),
        ("note", "a\x00b"),
        ("note", "x" * 4001),
        ("address", "x" * 201),
        ("captured_at", "2026-11-23T01:02:03"),
        ("captured_at", 2**70),
        ("category", "no_such_category"),
        ("place_source", "guess"),
        ("fix", a_fix(accuracy_m=-1)),
        ("fix", a_fix(more=1)),
        ("patrol_id", "x"),
        ("state", "accepted"),
        ("media", [a_medium() for _ in range(61)]),
        ("media", [a_medium(size=0)]),
        ("media", [a_medium(size=(500 << 20) + 1)]),
        ("media", [a_medium(sha256="abc")]),
        ("media", [a_medium(source="bodycam")]),
        ("media", [a_medium(role="copy")]),
        ("media", [a_medium(role="stamped")]),
        ("media", [a_medium(role="stamped", derived_from=str(uuid7()))]),
        ("media", [a_medium(derived_from=str(uuid7()))]),
        ("media", [a_medium(mime="text")]),
        ("media", [a_medium(mime="text/html\r\nx: y")]),
        ("media", [a_medium(id=str(uuid4()))]),
        ("media", [a_medium(thumbnail="not base64")]),
        ("media", [a_medium(thumbnail=base64.b64encode(b"<html>").decode())]),
        ("media", [a_medium(thumbnail=base64.b64encode(JPEG.ljust(61441)).decode())]),
    ],
)
async def test_what_cannot_be_is_refused_and_nothing_is_stored(
    officer: Person, conn: Conn, field: str, wrong: object
) -> None:
    answer = await report(officer.client, **{field: wrong})
    assert answer.status_code == 422, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert field in answer.json()["errors"][0]["field"] or field == "state"
    assert await conn.fetchval("select count(*) from leads") == 0


@pytest.mark.parametrize("body", ["NaN", "Infinity", "1e400", str(2**70)])
async def test_numbers_that_are_none_are_refused(officer: Person, body: str) -> None:
    text = json.dumps(a_lead()).replace("120.39,", f"{body},", 1)
    answer = await officer.client.put(
        f"/api/leads/{uuid7()}", content=text, headers={"content-type": "application/json"}
    )
    assert answer.status_code in {400, 422}, answer.text


def raw(field: str, text: str) -> str:
    """A good lead, save that one field holds this JSON as it stands."""
    return json.dumps(a_lead(**{field: "HERE"})).replace('"HERE"', text)


@pytest.mark.parametrize(
    "body",
    [
        raw("captured_at", '"0001-01-01T00:00:00+14:00"'),
        raw("captured_at", '"9999-12-31T23:59:59-14:00"'),
        raw("captured_at", r'"\u0039999-12-31T23:59:59-14:00"'),
        raw("captured_at", '"0001-01-01T00:00:00Z"'),
        raw("captured_at", '"9999-12-31T23:59:59.999999Z"'),
        raw("captured_at", "-62135596800"),
        raw("captured_at", "253402300799"),
        raw("note", r'"\ud800"'),
        raw("note", r'"\u0000"'),
        raw("note", '"\xff"'),
        raw("fix", '{"lon": 0, "lat": 0, "accuracy_m": 0, "age_ms": 0, "at": "0001-01-01T00:00:00+14:00"}'),
        raw("place", '{"type": "Point", "coordinates": [-0.0, 90.0]}'),
        raw("media", "[" * 5000),
        "null",
        "",
    ],
)
async def test_nothing_that_is_sent_breaks_us(officer: Person, body: str) -> None:
    answer = await officer.client.put(
        f"/api/leads/{uuid7()}", content=body.encode("latin-1"), headers={"content-type": "application/json"}
    )
    assert answer.status_code in {201, 400, 422}, answer.text
    if answer.status_code == 201:
        assert (await officer.client.get(f"/api/leads/{answer.json()['id']}")).status_code == 200
        assert (await officer.client.get("/api/leads/export?format=csv")).status_code == 200


async def test_an_id_that_is_not_of_version_7_is_refused_by_name(officer: Person) -> None:
    answer = await report(officer.client, lead_id=uuid4())
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "lead_id"


async def test_one_medium_cannot_be_declared_twice(officer: Person, conn: Conn) -> None:
    medium = a_medium()
    assert (await report(officer.client, medium, medium)).status_code == 422
    await reported(officer.client, medium)
    assert (await report(officer.client, medium)).status_code == 409
    assert await conn.fetchval("select count(*) from leads") == 1


@pytest.mark.parametrize("reporter", ["officer", "grid_worker"])
async def test_a_reported_lead_falls_into_town_and_zone_by_its_place(
    reporter: str, officer: Person, grid_worker: Person, zone: UUID
) -> None:
    somebody = officer if reporter == "officer" else grid_worker
    medium = a_medium(filename="../../evil\u202egpj.exe\x00")
    lead = await reported(somebody.client, medium)
    assert lead["state"] == "reported"
    assert (lead["town_code"], lead["town_name"]) == (FENGQIAO, "枫桥镇")
    assert (lead["duty_zone_id"], lead["duty_zone_name"]) == (str(zone), "一区")
    assert lead["outside"] is False
    assert lead["place"] == {"type": "Point", "coordinates": [120.39, 29.8]}
    assert lead["accuracy_m"] == 8.5
    assert lead["fix"]["age_ms"] == 900
    assert lead["category_name_zh"] == "擅自超出门窗店外经营"
    assert lead["reported_by"] == str(somebody.id)
    assert (lead["media_total"], lead["media_received"]) == (1, 0)
    assert [s["kind"] for s in lead["steps"]] == ["reported"]
    assert lead["captured_at"] == "2026-11-23T01:02:03Z"
    assert lead["media"][0]["state"] == "declared"
    assert lead["media"][0]["filename"] == "evilgpj.exe"
    assert lead["media"][0]["source"] == "camera"


async def test_a_lead_belongs_to_the_zone_in_force_on_the_day_it_is_received(
    officer: Person, conn: Conn, zone: UUID
) -> None:
    """Whenever it was captured: the old zone deals with nothing any more."""
    await conn.execute("update areas set valid_to = $2 where id = $1", zone, clock.today())
    assert (await reported(officer.client))["duty_zone_id"] is None
    await conn.execute("update areas set valid_to = $2 where id = $1", zone, clock.today() + timedelta(days=1))
    assert (await reported(officer.client))["duty_zone_id"] == str(zone)


async def test_a_lead_outside_every_town_is_kept_by_its_reporters_town_and_says_so(
    officer: Person, command_room: Person, zone: UUID
) -> None:
    lead = await reported(officer.client, place={"type": "Point", "coordinates": [100.0, 30.0]})
    assert lead["outside"] is True
    assert (lead["town_code"], lead["town_name"], lead["duty_zone_id"]) == (FENGQIAO, None, None)
    assert (await command_room.client.get(f"/api/leads/{lead['id']}")).status_code == 200


async def test_a_clock_that_is_days_wrong_is_kept_as_it_was_sent(officer: Person) -> None:
    lead = await reported(officer.client, captured_at="2031-01-01T08:00:00+08:00")
    assert lead["captured_at"] == "2031-01-01T00:00:00Z"
    assert lead["received_at"] < "2031"


async def test_resending_a_lead_stores_it_once(officer: Person, conn: Conn) -> None:
    lead_id, medium = uuid7(), a_medium(thumbnail=base64.b64encode(JPEG).decode())
    first = await report(officer.client, medium, lead_id=lead_id)
    again = await report(officer.client, medium, lead_id=lead_id)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    for table in ("leads", "lead_steps", "media"):
        assert await conn.fetchval(f"select count(*) from {table}") == 1
    assert await conn.fetchval("select count(*) from live_events where kind = 'lead'") == 1
    assert await conn.fetchval("select count(*) from audit_events where action = 'lead.reported'") == 1


async def test_the_same_id_with_another_body_is_refused_and_the_first_stays(officer: Person) -> None:
    lead_id = uuid7()
    await report(officer.client, lead_id=lead_id, note="first")
    answer = await report(officer.client, lead_id=lead_id, note="second")
    assert answer.status_code == 409
    assert (await officer.client.get(f"/api/leads/{lead_id}")).json()["note"] == "first"


async def test_an_id_that_somebody_else_used_is_taken_and_no_more_is_told(
    officer: Person, grid_worker: Person, person: NewPerson
) -> None:
    lead_id = uuid7()
    await report(officer.client, lead_id=lead_id, note="secret")
    elsewhere = await person(Role.OFFICER, towns=(DIANKOU,))
    for somebody in (grid_worker, elsewhere):
        for note in ("secret", "other"):
            answer = await report(somebody.client, lead_id=lead_id, note=note)
            assert answer.status_code == 409
            assert "secret" not in answer.text


async def test_a_stored_lead_can_still_be_resent_after_the_command_room_moved_it_on(
    officer: Person, command_room: Person, zone: UUID
) -> None:
    lead_id = uuid7()
    await report(officer.client, lead_id=lead_id)
    await step(command_room.client, str(lead_id), "accept")
    again = await report(officer.client, lead_id=lead_id)
    assert again.status_code == 200
    assert again.json()["state"] == "accepted"


async def test_a_picture_made_of_another_says_of_which_wherever_it_stands_in_the_list(officer: Person) -> None:
    photo = a_medium(b"photo")
    stamped = a_medium(b"stamped", role="stamped", derived_from=photo["id"])
    voice = a_medium(b"voice", role="voice", mime="audio/webm")
    lead = await reported(officer.client, stamped, photo, voice)
    roles = {m["id"]: (m["role"], m["derived_from"]) for m in lead["media"]}
    assert roles == {
        photo["id"]: ("original", None),
        stamped["id"]: ("stamped", photo["id"]),
        voice["id"]: ("voice", None),
    }
    assert (lead["media_total"], lead["media_copies"]) == (2, 1), "copies are counted apart"


async def test_nothing_is_derived_of_a_derived_picture_a_voice_or_another_leads_photo(officer: Person) -> None:
    photo = a_medium(b"photo")
    stamped = a_medium(b"stamped", role="stamped", derived_from=photo["id"])
    voice = a_medium(b"voice", role="voice")
    await reported(officer.client, elsewhere := a_medium(b"elsewhere"))
    for source in (stamped, voice, elsewhere):
        wrong = a_medium(b"wrong", role="annotated", derived_from=source["id"])
        answer = await report(officer.client, photo, stamped, voice, wrong)
        assert answer.status_code in {409, 422}, answer.text
        assert answer.json()["errors"][0]["field"] == "media[3].derived_from"
