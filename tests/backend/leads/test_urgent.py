"""Urgent leads, wrong categories put right, and whether somebody who was sent has it."""

from typing import Any

import pytest
from httpx import AsyncClient

from backend.core.db import Conn
from backend.core.ids import uuid7
from tests.conftest import Person
from tests.support.leads import AT, a_lead, reported, step

pytestmark = pytest.mark.usefixtures("zone")


async def now(client: AsyncClient, lead_id: str) -> dict[str, Any]:
    answer = await client.get(f"/api/leads/{lead_id}")
    assert answer.status_code == 200
    return dict(answer.json())


async def looked(client: AsyncClient, lead_id: str, kind: str) -> int:
    return (await client.put(f"/api/leads/{lead_id}/receipt", json={"kind": kind})).status_code


async def test_a_reporter_says_it_is_urgent_and_the_room_says_so_of_others(
    officer: Person, command_room: Person
) -> None:
    fire = uuid7()
    answer = await officer.client.put(f"/api/leads/{fire}", json=a_lead() | {"urgent": True})
    assert (answer.status_code, answer.json()["urgent"]) == (201, True), answer.text
    lead = await reported(officer.client)
    assert lead["urgent"] is False
    marked = (await step(command_room.client, lead["id"], "urge")).json()
    assert (marked["urgent"], marked["state"], marked["steps"][-1]["kind"]) == (True, "reported", "urged")
    assert (await step(command_room.client, lead["id"], "calm")).json()["urgent"] is False
    assert (await step(officer.client, lead["id"], "urge")).status_code == 403


async def test_the_list_of_leads_is_narrowed_to_the_urgent_ones(officer: Person, command_room: Person) -> None:
    calm, fire = await reported(officer.client), await reported(officer.client)
    await step(command_room.client, fire["id"], "urge")
    for params, expected in (({"urgent": "true"}, {fire["id"]}), ({}, {fire["id"], calm["id"]})):
        for sort in ("received_at", "-received_at"):
            page = (await command_room.client.get("/api/leads", params=params | {"sort": sort})).json()
            assert {item["id"] for item in page["items"]} == expected, (params, sort)


async def test_a_wrong_category_is_put_right_with_a_reason_and_taken_back(
    officer: Person, command_room: Person
) -> None:
    lead = await reported(officer.client)
    asked: dict[str, Any] = {"category": "event_0499", "reason": "是火情"}
    decided = uuid7()
    right = await step(command_room.client, lead["id"], "recategorise", decided, **asked)
    assert right.status_code == 200, right.text
    assert (right.json()["category"], right.json()["state"]) == ("event_0499", lead["state"])
    last = right.json()["steps"][-1]
    assert (last["category_name_zh"], last["reason"]) == ("其他突发事件", "是火情")
    back = (await step(command_room.client, lead["id"], "withdraw", withdraws=str(decided))).json()
    assert back["category"] == lead["category"]
    for wrong in ({"category": "no_such"}, {"reason": ""}, {"category": None}):
        assert (await step(command_room.client, lead["id"], "recategorise", **asked | wrong)).status_code == 422, wrong
    assert (await step(command_room.client, lead["id"], "accept", category="event_0499")).status_code == 422
    assert (await step(officer.client, lead["id"], "recategorise", **asked)).status_code == 403


async def test_that_somebody_has_it_and_has_looked_is_noted_once_and_starts_anew_for_the_next(
    officer: Person, command_room: Person, conn: Conn
) -> None:
    lead = await reported(officer.client)
    assert await looked(officer.client, lead["id"], "delivered") == 204
    assert (await now(command_room.client, lead["id"]))["delivered_at"] is None
    await step(command_room.client, lead["id"], "assign", assignee_id=str(officer.id))
    assert await looked(command_room.client, lead["id"], "opened") == 204
    assert (await now(command_room.client, lead["id"]))["delivered_at"] is None
    await looked(officer.client, lead["id"], "delivered")
    first = await now(command_room.client, lead["id"])
    assert first["delivered_at"] is not None
    assert first["opened_at"] is None
    await looked(officer.client, lead["id"], "opened")
    told = await conn.fetchval("select count(*) from live_events")
    await looked(officer.client, lead["id"], "opened")
    await looked(officer.client, lead["id"], "delivered")
    assert await conn.fetchval("select count(*) from live_events") == told
    seen = await now(command_room.client, lead["id"])
    assert (seen["delivered_at"], seen["opened_at"] is not None) == (first["delivered_at"], True)
    assert seen["revision"] == first["revision"]
    await step(command_room.client, lead["id"], "assign", assignee_id=str(officer.id))
    assert (await now(command_room.client, lead["id"]))["delivered_at"] is None


async def test_what_a_reporter_adds_is_marked_until_the_room_looks(officer: Person, command_room: Person) -> None:
    lead = await reported(officer.client)
    added = {"note": "类别选错了", "at": AT}
    answer = await officer.client.put(f"/api/leads/{lead['id']}/additions/{uuid7()}", json=added)
    assert answer.json()["has_news"] is True
    await looked(officer.client, lead["id"], "opened")
    assert (await now(command_room.client, lead["id"]))["has_news"] is True
    await looked(command_room.client, lead["id"], "opened")
    assert (await now(command_room.client, lead["id"]))["has_news"] is False
    await command_room.client.put(f"/api/leads/{lead['id']}/additions/{uuid7()}", json=added)
    assert (await now(command_room.client, lead["id"]))["has_news"] is False


async def test_a_receipt_for_what_is_not_there_or_of_no_kind_is_refused(officer: Person, stranger: Person) -> None:
    lead = await reported(officer.client)
    assert await looked(stranger.client, lead["id"], "opened") == 404
    assert await looked(officer.client, str(uuid7()), "opened") == 404
    assert await looked(officer.client, lead["id"], "eaten") == 422
