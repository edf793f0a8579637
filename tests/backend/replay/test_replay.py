"""What was where, when: for whom, why, and as far as the stretch of time goes."""

from datetime import timedelta
from itertools import accumulate
from typing import Any
from uuid import UUID

import pytest

from backend.auth.permissions import Role
from backend.core.db import Conn
from backend.core.ids import uuid7
from tests.backend.patrols.conftest import START, Phone, after, batch, make_zone
from tests.conftest import DIANKOU, NewPerson, Person
from tests.support.leads import a_fix, a_medium, reported

PLACE = {"type": "Point", "coordinates": [120.2501, 29.7]}


@pytest.fixture
def phone(officer: Person) -> Phone:
    return Phone(officer.client)


async def replay(who: Person, begin_s: float = -60, end_s: float = 3600, **asked: Any) -> dict[str, Any]:
    times = {"begin": after(begin_s).isoformat(), "end": after(end_s).isoformat(), "purpose": "safety"}
    answer = await who.client.get("/api/replay", params={**times, **asked})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def places(part: dict[str, list[int]]) -> list[tuple[float, float, int]]:
    """Longitude, latitude, epoch milliseconds of every fix."""
    lon, lat, at = (list(accumulate(part[name])) for name in ("lon", "lat", "dt"))
    return [(x / 1e6, y / 1e6, t) for x, y, t in zip(lon, lat, at, strict=True)]


async def walked(phone: Phone, **changes: Any) -> str:
    """Five minutes, a gap of ten because the phone was put away, five more."""
    patrol = await phone.start(**changes)
    assert (await phone.send(patrol, batch(0, 31))).status_code == 201
    later = batch(31, 31, at=after(900), flags=[1] + [0] * 30)
    assert (await phone.send(patrol, later)).status_code == 201
    return patrol


async def test_a_patrol_is_played_with_every_fix_and_its_gap(command_room: Person, phone: Phone) -> None:
    patrol = await walked(phone)
    (one,) = (await replay(command_room))["patrols"]
    drawn = await phone.get(f"/{patrol}/track")
    assert one["patrol"]["id"] == patrol
    assert [gap["reason"] for gap in one["gaps"]] == ["hidden"]
    assert one["gaps"] == drawn["gaps"]
    for part, whole in zip(one["parts"], drawn["parts"], strict=True):
        assert places(part) == [pytest.approx(fix, abs=1e-6) for fix in whole["coordinates"]]


async def test_only_what_lies_in_the_time_is_shown(command_room: Person, phone: Phone) -> None:
    await walked(phone)
    (one,) = (await replay(command_room, 100, 200))["patrols"]
    at = [fix[2] for part in one["parts"] for fix in places(part)]
    assert (len(at), one["gaps"]) == (10, [])
    assert min(at) == after(100).timestamp() * 1000
    assert max(at) < after(200).timestamp() * 1000
    (one,) = (await replay(command_room, 400, 500))["patrols"]
    assert (one["parts"], [gap["reason"] for gap in one["gaps"]]) == ([], ["hidden"])
    assert (await replay(command_room, 7200, 7300))["patrols"] == []


async def test_one_person_or_one_squad_can_be_chosen(command_room: Person, person: NewPerson, phone: Phone) -> None:
    other = await person(Role.OFFICER)
    mine = await walked(phone)
    theirs = await walked(Phone(other.client), squad="枫桥二组")
    for asked, wanted in (
        ({}, {mine, theirs}),
        ({"person_id": str(other.id)}, {theirs}),
        ({"squad": "枫桥一组"}, {mine}),
        ({"squad": "没有"}, set()),
    ):
        found = await replay(command_room, **asked)
        assert {p["patrol"]["id"] for p in found["patrols"]} == wanted, asked


async def test_of_a_zone_those_are_shown_who_were_in_it(
    command_room: Person, person: NewPerson, conn: Conn, phone: Phone
) -> None:
    zone, _ = await make_zone(conn, "01", 120.249, 29.69, 120.251, 29.8)
    inside = await walked(phone)
    other = Phone((await person(Role.OFFICER)).client)
    patrol = await other.start()
    assert (await other.send(patrol, batch(0, 31, lon=120.26))).status_code == 201
    found = await replay(command_room, zone_id=str(zone))
    assert [p["patrol"]["id"] for p in found["patrols"]] == [inside]
    answer = await command_room.client.get(
        "/api/replay",
        params={"begin": START.isoformat(), "end": after(9).isoformat(), "purpose": "safety", "zone_id": str(uuid7())},
    )
    assert answer.status_code == 404


async def test_leads_and_photos_appear_where_and_when_they_were_made(
    command_room: Person, officer: Person, phone: Phone
) -> None:
    await walked(phone)
    with_fix = a_medium(captured_at=after(61).isoformat(), fix=a_fix(lon=120.2502, lat=29.7003))
    without = a_medium(b"other", captured_at=after(62).isoformat(), fix=None)
    lead = await reported(officer.client, with_fix, without, captured_at=after(60).isoformat(), place=PLACE)
    await reported(officer.client, captured_at=after(7200).isoformat(), place=PLACE)
    found = await replay(command_room)
    assert [one["id"] for one in found["leads"]] == [lead["id"]]
    assert [(p["id"], p["lead_id"], p["place"]) for p in found["photos"]] == [
        (with_fix["id"], lead["id"], [120.2502, 29.7003]),
        (without["id"], lead["id"], PLACE["coordinates"]),
    ]


async def test_somebody_elses_leads_are_not_among_ones_own(
    command_room: Person, officer: Person, person: NewPerson, phone: Phone
) -> None:
    other = await person(Role.OFFICER)
    await walked(phone)
    await reported(other.client, a_medium(captured_at=after(60).isoformat()), captured_at=after(60).isoformat())
    found = await replay(command_room, person_id=str(officer.id))
    assert (found["leads"], found["photos"]) == ([], [])


async def test_another_towns_patrols_are_not_played(stranger: Person, phone: Phone, officer: Person) -> None:
    await walked(phone)
    lead = await reported(
        officer.client, a_medium(captured_at=after(60).isoformat()), captured_at=after(60).isoformat()
    )
    for asked in ({}, {"person_id": str(officer.id)}, {"squad": "枫桥一组"}):
        found = await replay(stranger, **asked)
        assert (found["patrols"], found["leads"], found["photos"]) == ([], [], [])
    assert lead["town_code"] != DIANKOU


async def test_looking_is_recorded_with_its_purpose_and_looking_at_oneself_is_not(
    command_room: Person, person: NewPerson, conn: Conn, phone: Phone
) -> None:
    leader = await person(Role.SQUAD_LEADER)
    patrol = await walked(phone)
    own = await walked(Phone(leader.client))
    await replay(command_room, purpose="complaint")
    await replay(leader)
    rows = await conn.fetch("select actor, subject, detail from audit_events where action = 'patrol.replay_read'")
    assert {(r["actor"], r["subject"], r["detail"]["purpose"]) for r in rows} == {
        (command_room.id, UUID(patrol), "complaint"),
        (command_room.id, UUID(own), "complaint"),
        (leader.id, UUID(patrol), "safety"),
    }


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"purpose": None}, "有误"),
        ({"purpose": "curiosity"}, "purpose"),
        ({"begin": "2026-03-02T00:00:00"}, "begin"),
        ({"end": "2026-03-01T00:00:00Z"}, "end"),
        ({"end": "2026-03-20T00:00:00Z"}, "end"),
        ({"squad": "枫桥一组", "person_id": str(uuid7())}, "squad"),
    ],
)
async def test_without_a_purpose_or_for_an_odd_time_nothing_is_shown(
    command_room: Person, change: dict[str, str | None], field: str
) -> None:
    good = {"begin": START.isoformat(), "end": (START + timedelta(hours=1)).isoformat(), "purpose": "safety"}
    asked = {k: v for k, v in {**good, **change}.items() if v is not None}
    answer = await command_room.client.get("/api/replay", params=asked)
    assert answer.status_code in (400, 422), answer.text
    assert field in answer.text


async def test_too_many_fixes_are_refused_with_a_meaning(command_room: Person, phone: Phone, conn: Conn) -> None:
    await walked(phone)
    await conn.execute("update patrols set point_count = 400001")
    answer = await command_room.client.get(
        "/api/replay", params={"begin": START.isoformat(), "end": after(9).isoformat(), "purpose": "safety"}
    )
    assert (answer.status_code, "缩短时间" in answer.text) == (422, True)
