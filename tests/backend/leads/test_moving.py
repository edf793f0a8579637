"""Accepting, rejecting, assigning, noting: by the table, once, in order, seen by the reporter."""

from uuid import UUID, uuid4

import pytest

from backend.auth.permissions import Role
from backend.core.db import Conn
from backend.core.ids import uuid7
from tests.conftest import DIANKOU, NewPerson, Person
from tests.support.leads import AT, report, reported, step

pytestmark = pytest.mark.usefixtures("zone")


async def test_a_lead_that_does_not_exist_cannot_be_moved(command_room: Person) -> None:
    assert (await step(command_room.client, str(uuid7()), "accept")).status_code == 404


async def test_a_lead_of_another_town_looks_missing_and_stays(officer: Person, stranger: Person) -> None:
    lead = await reported(officer.client)
    missing = await step(stranger.client, str(uuid7()), "accept")
    answer = await step(stranger.client, lead["id"], "accept")
    assert (answer.status_code, answer.content) == (404, missing.content)
    assert (await officer.client.get(f"/api/leads/{lead['id']}")).json()["state"] == "reported"


@pytest.mark.parametrize("role", [Role.OFFICER, Role.GRID_WORKER, Role.LEGAL_REVIEWER, Role.GUIDANCE_OFFICE])
async def test_who_does_not_handle_leads_may_not_move_them(officer: Person, person: NewPerson, role: Role) -> None:
    lead = await reported(officer.client)
    somebody = await person(role)
    assert (await step(somebody.client, lead["id"], "accept")).status_code == 403


@pytest.mark.parametrize(
    ("kind", "other", "field"),
    [
        ("finish", {}, "kind"),
        ("assign", {"reason": "x"}, "assignee_id"),
        ("reject", {}, "reason"),
        ("reject", {"reason": ""}, "reason"),
        ("accept", {"reason": "a\x00"}, "reason"),
        ("assign", {}, "assignee_id"),
        ("assign", {"assignee_id": "00000000-0000-7000-8000-000000000000"}, "assignee_id"),
        ("accept", {"revision": 2**70}, "revision"),
        ("accept", {"at": "yesterday"}, "at"),
    ],
)
async def test_a_step_that_makes_no_sense_is_refused_by_field(
    officer: Person, command_room: Person, kind: str, other: dict[str, object], field: str
) -> None:
    lead = await reported(officer.client)
    answer = await step(command_room.client, lead["id"], kind, **other)
    assert answer.status_code == 422, answer.text
    assert field in answer.json()["errors"][0]["field"]


async def test_a_step_id_that_is_not_of_version_7_is_refused(officer: Person, command_room: Person) -> None:
    lead = await reported(officer.client)
    answer = await step(command_room.client, lead["id"], "accept", step_id=uuid4())
    assert answer.json()["errors"][0]["field"] == "step_id"


async def test_a_state_that_does_not_allow_it_is_a_conflict(officer: Person, command_room: Person) -> None:
    lead = await reported(officer.client)
    await step(command_room.client, lead["id"], "accept")
    assert (await step(command_room.client, lead["id"], "accept")).status_code == 409


async def test_the_reporter_sees_every_step_with_who_when_and_why(
    grid_worker: Person, command_room: Person, person: NewPerson, conn: Conn
) -> None:
    lead = await reported(grid_worker.client)
    colleague = await person(Role.OFFICER, name="队员02")
    await step(command_room.client, lead["id"], "assign", assignee_id=str(colleague.id))
    await step(command_room.client, lead["id"], "note", reason="已电话联系")
    await step(command_room.client, lead["id"], "reject", reason="不属于本镇事项")
    await step(command_room.client, lead["id"], "accept", reason="重新核实")
    seen = (await grid_worker.client.get(f"/api/leads/{lead['id']}")).json()
    assert [s["kind"] for s in seen["steps"]] == ["reported", "accepted", "assigned", "noted", "rejected", "accepted"]
    assigned, noted, rejected = seen["steps"][2:5]
    assert (assigned["assignee_name"], assigned["actor_name"]) == ("队员02", "指挥员01")
    assert (noted["reason"], rejected["reason"]) == ("已电话联系", "不属于本镇事项")
    assert (seen["state"], seen["revision"], seen["assigned_to"]) == ("accepted", 5, None)
    actions = await conn.fetch("select action from audit_events where subject = $1 order by id", UUID(lead["id"]))
    assert [a["action"] for a in actions] == [
        "lead.reported", "lead.assigned", "lead.noted", "lead.rejected", "lead.accepted",
    ]  # fmt: skip


async def test_an_assigned_lead_can_go_to_somebody_else_of_the_town_only(
    officer: Person, command_room: Person, person: NewPerson
) -> None:
    lead = await reported(officer.client)
    leader = await person(Role.SQUAD_LEADER, name="中队长01")
    elsewhere = await person(Role.OFFICER, towns=(DIANKOU,))
    await step(command_room.client, lead["id"], "assign", assignee_id=str(officer.id))
    moved = await step(command_room.client, lead["id"], "assign", assignee_id=str(leader.id))
    assert moved.json()["assigned_to_name"] == "中队长01"
    for nobody in (elsewhere, command_room):
        refused = await step(command_room.client, lead["id"], "assign", assignee_id=str(nobody.id))
        assert refused.status_code == 422
    mine = await leader.client.get("/api/leads", params={"assigned_to_me": 1})
    assert [item["id"] for item in mine.json()["items"]] == [lead["id"]]


async def test_repeating_a_step_does_it_once(officer: Person, command_room: Person, conn: Conn) -> None:
    lead, step_id = await reported(officer.client), uuid7()
    first = await step(command_room.client, lead["id"], "accept", step_id=step_id, revision=1)
    again = await step(command_room.client, lead["id"], "accept", step_id=step_id, revision=1)
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json() == again.json()
    assert again.json()["revision"] == 2
    assert await conn.fetchval("select count(*) from lead_steps") == 2


async def test_a_step_id_holds_one_step_only(officer: Person, command_room: Person, person: NewPerson) -> None:
    one, two, step_id = await reported(officer.client), await reported(officer.client), uuid7()
    await step(command_room.client, one["id"], "accept", step_id=step_id)
    other_body = await step(command_room.client, one["id"], "reject", step_id=step_id, reason="x")
    other_lead = await step(command_room.client, two["id"], "accept", step_id=step_id)
    leader = await person(Role.SQUAD_LEADER)
    other_person = await step(leader.client, one["id"], "accept", step_id=step_id)
    assert [a.status_code for a in (other_body, other_lead, other_person)] == [409, 409, 409]
    assert (await officer.client.get(f"/api/leads/{two['id']}")).json()["state"] == "reported"


async def test_who_decides_on_what_has_moved_on_is_told_the_current_revision(
    officer: Person, command_room: Person
) -> None:
    lead = await reported(officer.client)
    await step(command_room.client, lead["id"], "accept", revision=1)
    late = await step(command_room.client, lead["id"], "reject", reason="x", revision=1)
    assert late.status_code == 409
    (error,) = late.json()["errors"]
    assert (error["field"], error["detail"], error["detail_en"]) == (
        "revision", "当前版本为 2。", "The current revision is 2.",
    )  # fmt: skip


async def test_watchers_are_told_of_every_step(officer: Person, command_room: Person, conn: Conn) -> None:
    lead = await reported(officer.client)
    await step(command_room.client, lead["id"], "accept")
    told = await conn.fetch("select body, town_code, owner from live_events where kind = 'lead' order by id")
    assert [t["body"]["state"] for t in told] == ["reported", "accepted"]
    assert {t["owner"] for t in told} == {officer.id}
    assert set(told[0]["body"]) == set(lead) - {"fix", "outside", "steps", "media"}


async def test_a_device_may_say_when_it_was_done(officer: Person, command_room: Person) -> None:
    lead = await report(officer.client)
    moved = await step(command_room.client, lead.json()["id"], "accept")
    assert moved.json()["steps"][-1]["at"] == AT
    assert moved.json()["steps"][-1]["received_at"] != AT
