"""Taking back what was just decided: both steps stay in the record, and the lead stands as it did before."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from backend.auth.permissions import Role
from backend.core.db import Conn
from backend.core.ids import uuid7
from tests.conftest import NewPerson, Person
from tests.support.leads import reported, step

pytestmark = pytest.mark.usefixtures("zone")


async def assigned(officer: Person, command_room: Person) -> tuple[dict[str, Any], UUID]:
    """A lead that was given to its reporter right away, and the step that did it."""
    lead, decided = await reported(officer.client), uuid7()
    answer = await step(command_room.client, lead["id"], "assign", decided, assignee_id=str(officer.id))
    assert answer.status_code == 200
    return answer.json(), decided


async def test_a_lead_of_another_town_looks_missing(officer: Person, command_room: Person, stranger: Person) -> None:
    lead, decided = await assigned(officer, command_room)
    answer = await step(stranger.client, lead["id"], "withdraw", withdraws=str(decided))
    assert answer.status_code == 404


async def test_somebody_elses_decision_stays(officer: Person, command_room: Person, person: NewPerson) -> None:
    lead, decided = await assigned(officer, command_room)
    leader = await person(Role.SQUAD_LEADER)
    answer = await step(leader.client, lead["id"], "withdraw", withdraws=str(decided))
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    assert (await officer.client.get(f"/api/leads/{lead['id']}")).json()["state"] == "assigned"


async def test_after_five_minutes_a_decision_stays(officer: Person, command_room: Person, conn: Conn) -> None:
    lead, decided = await assigned(officer, command_room)
    await conn.execute("update lead_steps set received_at = received_at - $1::interval", timedelta(minutes=5))
    answer = await step(command_room.client, lead["id"], "withdraw", withdraws=str(decided))
    assert answer.status_code == 403


@pytest.mark.parametrize("named", [None, "not an id", "00000000"])
async def test_a_step_to_take_back_must_be_named(officer: Person, command_room: Person, named: str | None) -> None:
    lead, _ = await assigned(officer, command_room)
    answer = await step(command_room.client, lead["id"], "withdraw", withdraws=named)
    assert answer.status_code == 422
    assert "withdraws" in answer.json()["errors"][0]["field"]


async def test_what_has_been_followed_by_something_stays(officer: Person, command_room: Person) -> None:
    lead, decided = await assigned(officer, command_room)
    await step(command_room.client, lead["id"], "note", reason="已出发")
    answer = await step(command_room.client, lead["id"], "withdraw", withdraws=str(decided))
    assert answer.status_code == 409


async def test_taking_back_keeps_both_steps_and_puts_the_lead_back(
    officer: Person, command_room: Person, conn: Conn
) -> None:
    lead, decided = await assigned(officer, command_room)
    answer = await step(command_room.client, lead["id"], "withdraw", withdraws=str(decided), revision=lead["revision"])
    assert answer.status_code == 200, answer.text
    after = answer.json()
    assert (after["state"], after["assigned_to"], after["revision"]) == ("reported", None, lead["revision"] + 1)
    assert [s["kind"] for s in after["steps"]] == ["reported", "accepted", "assigned", "withdrawn"]
    assert [s["withdraws"] for s in after["steps"]] == [None, None, None, str(decided)]
    told = await conn.fetchval("select body from live_events where kind = 'lead' order by id desc limit 1")
    assert told["state"] == "reported"
    actions = await conn.fetch("select action from audit_events where subject = $1 order by id", UUID(lead["id"]))
    assert [a["action"] for a in actions] == ["lead.reported", "lead.assigned", "lead.withdrawn"]


async def test_giving_it_to_somebody_else_is_taken_back_to_who_had_it(
    officer: Person, command_room: Person, person: NewPerson
) -> None:
    lead, _ = await assigned(officer, command_room)
    other, decided = await person(Role.OFFICER, name="队员02"), uuid7()
    await step(command_room.client, lead["id"], "assign", decided, assignee_id=str(other.id))
    after = (await step(command_room.client, lead["id"], "withdraw", withdraws=str(decided))).json()
    assert (after["state"], after["assigned_to_name"]) == ("assigned", "队员01")


async def test_a_lead_can_be_decided_again_after_taking_back(officer: Person, command_room: Person) -> None:
    lead, decided = await assigned(officer, command_room)
    await step(command_room.client, lead["id"], "withdraw", withdraws=str(decided))
    again = await step(command_room.client, lead["id"], "reject", reason="重复上报")
    assert (again.status_code, again.json()["state"]) == (200, "rejected")


async def test_taking_back_twice_happens_once(officer: Person, command_room: Person) -> None:
    lead, decided = await assigned(officer, command_room)
    ident = uuid7()
    first = await step(command_room.client, lead["id"], "withdraw", ident, withdraws=str(decided))
    again = await step(command_room.client, lead["id"], "withdraw", ident, withdraws=str(decided))
    other = await step(command_room.client, lead["id"], "withdraw", withdraws=str(decided))
    assert (first.json(), again.status_code) == (again.json(), 200)
    assert other.status_code == 409
