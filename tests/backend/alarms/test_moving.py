"""Seeing an alarm, closing it, calling it off."""

import pytest

from backend.core.db import Conn
from backend.core.ids import uuid7
from tests.conftest import Person
from tests.support.alarms import called, cancel, close, step


async def test_an_alarm_that_is_not_there_cannot_be_moved(command_room: Person, officer: Person) -> None:
    assert (await step(command_room.client, str(uuid7()), "see")).status_code == 404
    assert (await cancel(officer.client, str(uuid7()))).status_code == 404


async def test_an_alarm_of_another_town_cannot_be_moved(officer: Person, stranger: Person) -> None:
    alarm = await called(officer.client)
    assert (await step(stranger.client, alarm["id"], "see")).status_code == 404


async def test_only_who_raised_it_calls_it_off_and_only_the_room_handles_it(
    officer: Person, grid_worker: Person, command_room: Person
) -> None:
    alarm = await called(officer.client)
    assert (await cancel(command_room.client, alarm["id"])).status_code == 403
    assert (await cancel(grid_worker.client, alarm["id"])).status_code == 404
    assert (await step(officer.client, alarm["id"], "see")).status_code == 403


@pytest.mark.parametrize(
    "wrong", [{"outcome": None}, {"outcome": "resolved"}, {"outcome": "other"}, {"outcome": "done"}, {"reason": ""}]
)
async def test_closing_without_saying_how_it_ended_is_refused(
    officer: Person, command_room: Person, wrong: dict[str, object]
) -> None:
    alarm = await called(officer.client)
    assert (await close(command_room.client, alarm["id"], **wrong)).status_code == 422
    assert (await officer.client.get(f"/api/alarms/{alarm['id']}")).json()["state"] == "raised"


async def test_calling_off_needs_a_reason(officer: Person) -> None:
    alarm = await called(officer.client)
    assert (await cancel(officer.client, alarm["id"], "")).status_code == 422


async def test_the_room_sees_it_then_closes_it_and_the_officer_reads_who_did(
    officer: Person, command_room: Person, conn: Conn
) -> None:
    alarm = await called(officer.client)
    seen = (await step(command_room.client, alarm["id"], "see")).json()
    assert (seen["state"], seen["revision"]) == ("seen", 2)
    closed = (await close(command_room.client, alarm["id"], outcome="other", reason="已到场")).json()
    assert (closed["state"], closed["revision"]) == ("closed", 3)
    read = (await officer.client.get(f"/api/alarms/{alarm['id']}")).json()
    assert read == closed
    assert [(s["kind"], s["actor_name"]) for s in read["steps"]] == [
        ("raised", officer.name), ("seen", command_room.name), ("closed", command_room.name),
    ]  # fmt: skip
    assert (read["steps"][2]["outcome"], read["steps"][2]["reason"]) == ("other", "已到场")
    assert await conn.fetchval("select count(*) from live_events where kind = 'alarm'") == 3
    actions = await conn.fetch("select action from audit_events where action like 'alarm.%' order by id")
    assert [a[0] for a in actions] == ["alarm.raised", "alarm.seen", "alarm.closed"]
    assert (await command_room.client.get("/api/live/snapshot")).json()["alarms"] == []


async def test_closing_at_once_counts_as_seen(officer: Person, command_room: Person) -> None:
    alarm = await called(officer.client)
    closed = (await close(command_room.client, alarm["id"])).json()
    assert [s["kind"] for s in closed["steps"]] == ["raised", "seen", "closed"]


async def test_a_step_is_done_once_however_often_it_is_sent(officer: Person, command_room: Person, conn: Conn) -> None:
    alarm, step_id = await called(officer.client), uuid7()
    first = await step(command_room.client, alarm["id"], "see", step_id)
    again = await step(command_room.client, alarm["id"], "see", step_id)
    assert (first.status_code, first.json()) == (again.status_code, again.json())
    assert (await close(command_room.client, alarm["id"], step_id=step_id)).status_code == 409
    assert await conn.fetchval("select count(*) from alarm_steps") == 2


async def test_what_was_seen_is_not_seen_again(officer: Person, command_room: Person) -> None:
    alarm = await called(officer.client)
    await step(command_room.client, alarm["id"], "see")
    assert (await step(command_room.client, alarm["id"], "see")).status_code == 409


async def test_what_is_called_off_stays_open_until_the_room_has_closed_it(
    officer: Person, command_room: Person
) -> None:
    alarm = await called(officer.client)
    off = await cancel(officer.client, alarm["id"])
    again = await cancel(officer.client, alarm["id"])
    assert (off.status_code, off.json()["state"], off.json()) == (200, "cancelled", again.json())
    assert off.json()["steps"][1]["reason"] == "误触"
    assert (await cancel(officer.client, alarm["id"], "别的")).status_code == 409
    assert (await command_room.client.get("/api/alarms?open=true")).json() == [off.json()]
    assert (await close(command_room.client, alarm["id"], outcome="false_alarm")).json()["state"] == "closed"


async def test_calling_off_what_the_room_has_closed_is_no_error_and_changes_nothing(
    officer: Person, command_room: Person
) -> None:
    alarm = await called(officer.client)
    closed = (await close(command_room.client, alarm["id"])).json()
    answer = await cancel(officer.client, alarm["id"])
    assert (answer.status_code, answer.json()) == (200, closed)
