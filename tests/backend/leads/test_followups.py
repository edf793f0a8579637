"""Handling, adding, objecting: by whom, when, once; and how the loop from report to feedback closes."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from httpx import AsyncClient, Response

from backend.auth.permissions import Role
from backend.core.db import Conn
from backend.core.ids import uuid7
from tests.conftest import DIANKOU, NewPerson, Person
from tests.support.leads import AT, a_medium, reported, step

pytestmark = pytest.mark.usefixtures("zone")

WORDS: dict[str, dict[str, Any]] = {
    "work": {"kind": "handle", "note": "已清理"},
    "additions": {"note": "又来了一辆车"},
    "objections": {"reason": "今天又出现了"},
}


async def tell(client: AsyncClient, lead_id: str, what: str, step_id: UUID | None = None, **other: Any) -> Response:
    return await client.put(f"/api/leads/{lead_id}/{what}/{step_id or uuid7()}", json=WORDS[what] | {"at": AT} | other)


async def given_to(officer: Person, reporter: Person, command_room: Person) -> str:
    """A lead that was reported and given to the officer."""
    lead = await reported(reporter.client)
    answer = await step(command_room.client, lead["id"], "assign", assignee_id=str(officer.id))
    assert answer.status_code == 200, answer.text
    return str(lead["id"])


@pytest.mark.parametrize("what", WORDS)
async def test_nothing_can_be_told_of_a_lead_that_does_not_exist(officer: Person, what: str) -> None:
    assert (await tell(officer.client, str(uuid7()), what)).status_code == 404


@pytest.mark.parametrize("what", WORDS)
async def test_a_lead_of_another_town_looks_missing(officer: Person, person: NewPerson, what: str) -> None:
    lead = await reported(officer.client)
    elsewhere = await person(Role.OFFICER, towns=(DIANKOU,))
    missing = await tell(elsewhere.client, str(uuid7()), what)
    answer = await tell(elsewhere.client, lead["id"], what)
    assert (answer.status_code, answer.content) == (404, missing.content)


async def test_only_the_assignee_says_how_it_was_handled(
    officer: Person, grid_worker: Person, command_room: Person, person: NewPerson
) -> None:
    lead_id = await given_to(officer, grid_worker, command_room)
    colleague = await person(Role.OFFICER)
    for somebody in (colleague, grid_worker, command_room):
        assert (await tell(somebody.client, lead_id, "work")).status_code == 403
    assert (await tell(officer.client, lead_id, "work")).status_code == 200


async def test_only_the_reporter_objects(officer: Person, grid_worker: Person, command_room: Person) -> None:
    lead_id = await given_to(officer, grid_worker, command_room)
    await step(command_room.client, lead_id, "reject", reason="重复")
    assert (await tell(command_room.client, lead_id, "objections")).status_code == 404
    mine = await reported(officer.client)
    await step(command_room.client, mine["id"], "assign", assignee_id=str(officer.id))
    await step(command_room.client, mine["id"], "close", reason="已处理")
    assert (await tell(officer.client, mine["id"], "objections")).status_code == 200


@pytest.mark.parametrize(
    ("what", "wrong", "field"),
    [
        ("work", {"kind": "close"}, "kind"),
        ("work", {"note": "  "}, "note"),
        ("work", {"note": "a\x00"}, "note"),
        ("work", {"at": "today"}, "at"),
        ("work", {"media": [{"id": "x"}]}, "media"),
        ("additions", {"note": " \n"}, "note"),
        ("additions", {"media": [a_medium()] * 2}, "media[1].id"),
        ("additions", {"state": "closed"}, "state"),
    ],
)
async def test_what_makes_no_sense_is_refused_by_field(
    officer: Person, grid_worker: Person, command_room: Person, what: str, wrong: dict[str, Any], field: str
) -> None:
    lead_id = await given_to(officer, grid_worker, command_room)
    answer = await tell(officer.client, lead_id, what, **wrong)
    assert answer.status_code == 422, answer.text
    assert field in answer.json()["errors"][0]["field"] or field in answer.text


async def test_an_objection_without_a_reason_and_an_id_of_another_version_are_refused(
    officer: Person, command_room: Person
) -> None:
    lead = await reported(officer.client)
    await step(command_room.client, lead["id"], "reject", reason="重复")
    assert (await tell(officer.client, lead["id"], "objections", reason=" ")).status_code == 422
    answer = await tell(officer.client, lead["id"], "objections", step_id=uuid4())
    assert answer.json()["errors"][0]["field"] == "step_id"


async def test_a_lead_holds_so_many_media_and_no_more(officer: Person) -> None:
    lead = await reported(officer.client, *(a_medium() for _ in range(20)))
    for _ in range(2):
        full = await tell(officer.client, lead["id"], "additions", media=[a_medium() for _ in range(20)])
        assert full.status_code == 200
    answer = await tell(officer.client, lead["id"], "additions", media=[a_medium()])
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "media")


async def test_the_loop_from_report_to_feedback_closes_and_the_reporter_reads_it(
    officer: Person, grid_worker: Person, command_room: Person, conn: Conn
) -> None:
    lead_id, photo = await given_to(officer, grid_worker, command_room), a_medium()
    await tell(officer.client, lead_id, "work", kind="set_out", note="")
    handled = await tell(officer.client, lead_id, "work", media=[photo])
    assert (handled.json()["state"], handled.json()["assigned_to"]) == ("handled", str(officer.id))
    again = await step(command_room.client, lead_id, "assign", assignee_id=str(officer.id), reason="还有一处")
    assert again.json()["state"] == "assigned"
    await tell(officer.client, lead_id, "work")
    closed = await step(command_room.client, lead_id, "close", reason="已处理完毕")
    assert closed.json()["state"] == "closed"
    seen = (await grid_worker.client.get(f"/api/leads/{lead_id}")).json()
    kinds = ["reported", "accepted", "assigned", "set_out", "handled", "assigned", "handled", "closed"]
    assert [s["kind"] for s in seen["steps"]] == kinds
    assert (seen["steps"][4]["reason"], seen["steps"][4]["media"]) == ("已清理", [photo["id"]])
    assert seen["steps"][-1]["reason"] == "已处理完毕"
    assert seen["assigned_to"] == str(officer.id)
    actions = await conn.fetch("select action from audit_events where subject = $1 order by id", UUID(lead_id))
    assert [a["action"] for a in actions][-2:] == ["lead.handled", "lead.closed"]


async def test_what_is_not_out_cannot_be_handled_and_what_has_ended_takes_no_more(
    officer: Person, grid_worker: Person, command_room: Person
) -> None:
    lead_id = await given_to(officer, grid_worker, command_room)
    assert (await tell(officer.client, lead_id, "work")).status_code == 200
    assert (await tell(officer.client, lead_id, "work")).status_code == 409
    assert (await tell(grid_worker.client, lead_id, "objections")).status_code == 409
    await step(command_room.client, lead_id, "close", reason="好")
    late = await tell(grid_worker.client, lead_id, "additions")
    assert late.status_code == 409
    assert "异议" in late.json()["detail"]


async def test_an_objection_is_answered_and_there_is_one_only(officer: Person, command_room: Person) -> None:
    lead = await reported(officer.client)
    assert (await step(command_room.client, lead["id"], "uphold", reason="维持")).status_code == 409
    await step(command_room.client, lead["id"], "reject", reason="重复")
    objected = await tell(officer.client, lead["id"], "objections")
    assert (objected.json()["state"], objected.json()["objection"]) == ("rejected", "open")
    upheld = await step(command_room.client, lead["id"], "uphold", reason="现场看过,没有")
    assert (upheld.json()["state"], upheld.json()["objection"]) == ("rejected", "upheld")
    assert (await tell(officer.client, lead["id"], "objections")).status_code == 409


async def test_a_lead_that_is_taken_up_again_after_an_objection_goes_on(officer: Person, command_room: Person) -> None:
    lead = await reported(officer.client)
    await step(command_room.client, lead["id"], "reject", reason="重复")
    await tell(officer.client, lead["id"], "objections")
    taken = await step(command_room.client, lead["id"], "accept", reason="再去看看")
    assert (taken.json()["state"], taken.json()["objection"]) == ("accepted", "taken_up")
    unfinished = await officer.client.get("/api/leads", params={"unfinished": 1})
    assert [item["id"] for item in unfinished.json()["items"]] == [lead["id"]]
    await step(command_room.client, lead["id"], "close", reason="好")
    assert (await officer.client.get("/api/leads", params={"unfinished": 1})).json()["items"] == []


@pytest.mark.parametrize("what", WORDS)
async def test_sending_again_is_done_once_and_an_id_holds_one_thing(
    officer: Person, command_room: Person, conn: Conn, what: str
) -> None:
    lead_id, step_id = await given_to(officer, officer, command_room), uuid7()
    if what == "objections":
        await step(command_room.client, lead_id, "close", reason="好")
    first = await tell(officer.client, lead_id, what, step_id)
    again = await tell(officer.client, lead_id, what, step_id)
    assert (first.status_code, again.status_code, first.json()) == (200, 200, again.json())
    assert await conn.fetchval("select count(*) from lead_steps where id = $1", step_id) == 1
    field = "reason" if what == "objections" else "note"
    assert (await tell(officer.client, lead_id, what, step_id, **{field: "另一句话"})).status_code == 409


async def test_an_officer_of_the_town_adds_to_a_colleagues_lead_and_uploads_for_it(
    officer: Person, person: NewPerson, grid_worker: Person
) -> None:
    lead, photo = await reported(grid_worker.client), a_medium(b"abc")
    colleague = await person(Role.OFFICER, name="队员02")
    answer = await tell(colleague.client, lead["id"], "additions", media=[photo], note="")
    added = answer.json()["steps"][-1]
    assert (added["kind"], added["actor_name"], added["media"]) == ("added", "队员02", [photo["id"]])
    state = await colleague.client.get(f"/api/media/{photo['id']}/state")
    assert state.json()["state"] == "declared"
    stranger = await person(Role.GRID_WORKER)
    assert (await tell(stranger.client, lead["id"], "additions")).status_code == 404


async def test_an_answer_that_is_taken_back_leaves_the_objection_open(officer: Person, command_room: Person) -> None:
    lead, answer = await reported(officer.client), uuid7()
    await step(command_room.client, lead["id"], "reject", reason="重复")
    await tell(officer.client, lead["id"], "objections")
    await step(command_room.client, lead["id"], "uphold", step_id=answer, reason="维持")
    back = await step(command_room.client, lead["id"], "withdraw", withdraws=str(answer))
    assert (back.status_code, back.json()["objection"], back.json()["state"]) == (200, "open", "rejected")
