"""Going on duty and off it: stored once, in any order, by the phone's own times."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from backend.auth.permissions import Role
from backend.core.db import Conn
from backend.core.ids import uuid7
from tests.backend.patrols.conftest import START, Phone, after, batch, make_zone
from tests.conftest import DIANKOU, FENGQIAO, NewPerson, Person

BODY = {"squad": "枫桥一组", "started_at": START.isoformat()}


async def test_a_grid_worker_does_not_patrol(grid_worker: Person) -> None:
    assert (await grid_worker.client.put(f"/api/patrols/{uuid4()}", json=BODY)).status_code == 403
    assert (await grid_worker.client.get("/api/patrols")).status_code == 403


async def test_a_patrol_that_is_not_there_and_one_behind_the_fence_look_alike(phone: Phone, stranger: Person) -> None:
    patrol = await phone.start()
    for path in ("", "/track", "/track.gpx"):
        there = await stranger.client.get(f"/api/patrols/{patrol}{path}")
        missing = await stranger.client.get(f"/api/patrols/{uuid4()}{path}")
        assert (there.status_code, there.json()) == (missing.status_code, missing.json())
        assert there.status_code == 404
    assert (await stranger.client.get("/api/patrols")).json() == []


async def test_an_officer_sees_only_own_patrols_and_a_leader_own_ones_first(phone: Phone, person: NewPerson) -> None:
    patrol = await phone.start()
    colleague, leader = await person(Role.OFFICER), await person(Role.SQUAD_LEADER)
    assert (await colleague.client.get("/api/patrols")).json() == []
    assert (await colleague.client.get(f"/api/patrols/{patrol}")).status_code == 404
    own = await Phone(leader.client).start(started_at=(START - timedelta(days=3)).isoformat())
    assert [p["id"] for p in (await leader.client.get("/api/patrols")).json()] == [own, patrol]
    assert [p["id"] for p in (await leader.client.get("/api/patrols", params={"mine": 1})).json()] == [own]


async def test_a_patrol_names_the_second_officer_who_is_along(
    phone: Phone, officer: Person, stranger: Person, command_room: Person, person: NewPerson, conn: Conn
) -> None:
    second = await person(Role.OFFICER)
    patrol = await phone.start(second_officer_id=str(second.id))
    told = (await officer.client.get(f"/api/patrols/{patrol}")).json()
    assert (told["second_officer_id"], told["second_officer_name"]) == (str(second.id), second.name)
    said = await conn.fetchval("select detail from audit_events where action = 'patrol.started'")
    assert said == {"second_officer": str(second.id)}
    for nobody in (officer, stranger, command_room):
        body = BODY | {"second_officer_id": str(nobody.id)}
        refused = await officer.client.put(f"/api/patrols/{uuid7()}", json=body)
        assert (refused.status_code, "second_officer_id" in refused.text) == (422, True)


async def test_nobody_starts_or_ends_a_patrol_for_somebody_else(phone: Phone, person: NewPerson, conn: Conn) -> None:
    patrol = await phone.start()
    leader = Phone((await person(Role.SQUAD_LEADER)).client)
    assert (await leader.event(patrol, "end", after(60))).status_code == 404
    taken = await leader.client.put(f"/api/patrols/{patrol}", json=BODY)
    assert (taken.status_code, "枫桥" in taken.text) == (409, False)
    assert await conn.fetchval("select state from patrols where id = $1", UUID(patrol)) == "running"


@pytest.mark.parametrize(
    "change",
    [
        {"squad": ""}, {"squad": "x\x00"}, {"squad": "x" * 201}, {"vehicle": ""}, {"duty_zone_id": "1"},
        {"started_at": "yesterday"}, {"started_at": "2026-03-02T09:00:00"}, {"started_at": 5}, {"colour": "red"},
        {"started_at": "1999-12-31T00:00:00Z"}, {"started_at": "9999-12-31T23:59:59-14:00"},
        {"started_at": "0001-01-01T00:00:00+14:00"},
        {"started_at": (datetime.now(UTC) + timedelta(hours=73)).isoformat()},
    ],
)  # fmt: skip
async def test_a_wrong_start_is_refused_and_says_where(phone: Phone, change: dict[str, Any]) -> None:
    answer = await phone.client.put(f"/api/patrols/{uuid4()}", json={**BODY, **change})
    assert answer.status_code in (400, 422), answer.text
    if answer.status_code == 422:
        assert any(next(iter(change)) in e["field"] + e["reason"] for e in answer.json()["errors"]), answer.text


async def test_who_belongs_to_no_town_cannot_start(person: NewPerson) -> None:
    nobody = await person(Role.OFFICER, towns=())
    assert (await nobody.client.put(f"/api/patrols/{uuid4()}", json=BODY)).status_code == 422


async def test_a_patrol_belongs_to_the_town_of_its_zone(phone: Phone, person: NewPerson, conn: Conn) -> None:
    ours, _ = await make_zone(conn, "1", 120, 29, 121, 30, FENGQIAO)
    theirs, _ = await make_zone(conn, "2", 122, 29, 123, 30, DIANKOU)
    refused = await phone.client.put(f"/api/patrols/{uuid4()}", json={**BODY, "duty_zone_id": str(theirs)})
    unknown = await phone.client.put(f"/api/patrols/{uuid4()}", json={**BODY, "duty_zone_id": str(uuid4())})
    assert (refused.status_code, refused.json()) == (unknown.status_code, unknown.json())
    assert refused.json()["errors"][0]["field"] == "duty_zone_id"
    patrol = await phone.get(f"/{await phone.start(duty_zone_id=str(ours))}")
    assert (patrol["town_code"], patrol["duty_zone_name"]) == (FENGQIAO, "责任区1")
    both = Phone((await person(Role.OFFICER, towns=(FENGQIAO, DIANKOU))).client)
    assert (await both.get(f"/{await both.start(duty_zone_id=str(theirs))}"))["town_code"] == DIANKOU
    assert (await both.get(f"/{await both.start()}"))["town_code"] == FENGQIAO


async def test_sending_a_start_again_changes_nothing(phone: Phone, conn: Conn) -> None:
    path = f"/api/patrols/{uuid7()}"
    first, again = await phone.client.put(path, json=BODY), await phone.client.put(path, json=BODY)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    other = await phone.client.put(path, json={**BODY, "vehicle": "浙D00001"})
    assert other.status_code == 409
    assert (await phone.get(f"/{path.rsplit('/', 1)[-1]}"))["vehicle"] is None
    assert await conn.fetchval("select count(*) from patrols") == 1
    assert await conn.fetchval("select count(*) from live_events where kind = 'patrol'") == 1


async def test_sending_a_start_twice_at_once_stores_it_once(phone: Phone, conn: Conn) -> None:
    path = f"/api/patrols/{uuid7()}"
    answers = await asyncio.gather(*(phone.client.put(path, json=BODY) for _ in range(4)))
    assert sorted(a.status_code for a in answers) == [200, 200, 200, 201]
    assert await conn.fetchval("select count(*) from patrols") == 1


async def test_a_second_patrol_at_the_same_time_is_kept_and_both_name_each_other(phone: Phone) -> None:
    first = await phone.start()
    second = await phone.start(started_at=after(600).isoformat())
    assert (await phone.get(f"/{first}"))["overlaps"] == [second]
    await phone.event(first, "end", after(300))
    assert (await phone.get(f"/{second}"))["overlaps"] == []


@pytest.mark.parametrize("error_h", [48, -48])
async def test_a_clock_that_is_two_days_wrong_does_not_lose_a_patrol(phone: Phone, error_h: int) -> None:
    told = datetime.now(UTC) + timedelta(hours=error_h)
    patrol = await phone.start(started_at=told.isoformat())
    sent = await phone.send(patrol, batch(at=told, sent_at=told + timedelta(minutes=1)))
    assert sent.status_code == 201, sent.text
    assert abs(sent.json()["clock_skew_ms"] - error_h * 3600_000 - 60_000) < 60_000
    assert (await phone.get(f"/{patrol}"))["point_count"] == 3


async def test_pause_resume_end_in_that_order(phone: Phone) -> None:
    patrol = await phone.start()
    states = []
    for kind, at in (("pause", 60), ("resume", 120), ("pause", 180), ("end", 240)):
        answer = await phone.event(patrol, kind, after(at))
        assert answer.status_code == 200, answer.text
        states.append(answer.json()["state"])
    assert states == ["paused", "running", "paused", "ended"]
    detail = await phone.get(f"/{patrol}")
    assert detail["ended_at"] == after(240).isoformat().replace("+00:00", "Z")
    assert detail["duration_s"] == 60 + 60
    assert [e["kind"] for e in detail["events"]] == ["pause", "resume", "pause", "end"]


async def test_an_event_sent_again_changes_nothing_and_another_under_its_id_is_refused(
    phone: Phone, person: NewPerson
) -> None:
    patrol, event = await phone.start(), uuid4()
    first = await phone.event(patrol, "end", after(60), event)
    again = await phone.event(patrol, "end", after(60), event)
    assert (first.status_code, first.json()) == (again.status_code, again.json())
    assert (await phone.event(patrol, "end", after(61), event)).status_code == 409
    assert (await phone.event(await phone.start(), "end", after(60), event)).status_code == 409
    colleague = Phone((await person(Role.OFFICER)).client)
    assert (await colleague.event(await colleague.start(), "end", after(60), event)).status_code == 409


async def test_nothing_happens_after_the_end_but_what_happened_before_may_arrive_late(phone: Phone) -> None:
    patrol = await phone.start()
    await phone.event(patrol, "end", after(600))
    assert (await phone.event(patrol, "pause", after(601))).status_code == 409
    assert (await phone.event(patrol, "end", after(500))).status_code == 409
    assert (await phone.event(patrol, "pause", after(100))).status_code == 200
    assert (await phone.event(patrol, "resume", after(200))).status_code == 200
    assert (await phone.get(f"/{patrol}"))["duration_s"] == 500


@pytest.mark.parametrize("at", [START - timedelta(seconds=61), datetime.now(UTC) + timedelta(hours=73)])
async def test_an_event_at_an_impossible_time_is_refused(phone: Phone, at: datetime) -> None:
    answer = await phone.event(await phone.start(), "pause", at)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "at")


async def test_patrols_are_found_by_day_person_and_state(phone: Phone, officer: Person, command_room: Person) -> None:
    monday = await phone.start()
    await phone.event(monday, "end", after(3600))
    tuesday = await phone.start(started_at=after(86400).isoformat())
    await phone.send(tuesday, batch(at=after(86400)))

    async def found(**params: str) -> list[str]:
        return [p["id"] for p in (await command_room.client.get("/api/patrols", params=params)).json()]

    assert await found() == [tuesday, monday]
    assert await found(state="ended") == [monday]
    assert await found(on="2026-03-02") == [monday]
    assert await found(on="2026-03-03") == [tuesday]
    assert await found(on="2026-03-04") == []
    assert await found(person_id=str(officer.id)) == [tuesday, monday]
    assert await found(person_id=str(uuid4())) == []
    for wrong in ({"on": "soon"}, {"state": "asleep"}, {"person_id": "me"}, {"mine": "perhaps"}):
        assert (await command_room.client.get("/api/patrols", params=wrong)).status_code == 422


async def test_every_change_is_audited_without_personal_data_and_told_to_those_who_watch(
    phone: Phone, officer: Person, conn: Conn
) -> None:
    patrol = await phone.start()
    await phone.event(patrol, "end", after(60))
    audited = await conn.fetch("select actor, action, subject, detail from audit_events order by id")
    assert [r["action"] for r in audited] == ["patrol.started", "patrol.end"]
    assert all(r["actor"] == officer.id and str(r["subject"]) == patrol for r in audited)
    assert "队员" not in str([r["detail"] for r in audited])
    told = await conn.fetch("select body, town_code, owner from live_events where kind = 'patrol' order by id")
    assert [t["body"]["state"] for t in told] == ["running", "ended"]
    assert {(t["town_code"], t["owner"]) for t in told} == {(FENGQIAO, officer.id)}
