"""Patrols, alarms and the audit log in every order, page by page and as files, within every fence."""

import csv
import io
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from openpyxl import load_workbook

from backend.alarms.lists.structs import AlarmOrder
from backend.audit.structs import AuditOrder
from backend.auth.permissions import Role
from backend.core.ids import uuid7
from backend.patrols.lists.structs import PatrolOrder
from tests.conftest import NewPerson, Person

LISTS = {"patrols": PatrolOrder, "alarms": AlarmOrder, "audit": AuditOrder}


@pytest.fixture
async def auditor(person: NewPerson) -> Person:
    return await person(Role.AUDITOR, towns=(), name="审计员01")


async def a_few(officer: Person, person: NewPerson, count: int = 5) -> None:
    """Patrols and calls for help of two people, some at the same moment."""
    other = await person(Role.OFFICER, name="队员02", squad="枫桥二组")
    for n in range(count):
        who = (officer, other)[n % 2]
        at = (datetime.now(UTC) - timedelta(hours=count - n // 2)).isoformat()
        squad = f"枫桥{'一二'[n % 2]}组"
        answer = await who.client.put(f"/api/patrols/{uuid7()}", json={"squad": squad, "started_at": at})
        assert answer.status_code == 201, answer.text
        answer = await who.client.put(f"/api/alarms/{uuid7()}", json={"kind": "sos", "at": at})
        assert answer.status_code == 201, answer.text


async def items(somebody: Person, name: str, **params: Any) -> list[dict[str, Any]]:
    """Every page, two rows at a time."""
    found: list[dict[str, Any]] = []
    after: str | None = None
    while True:
        more = {"after": after} if after else {}
        answer = await somebody.client.get(f"/api/{name}/page", params={"limit": 2, **more, **params})
        assert answer.status_code == 200, answer.text
        found += answer.json()["items"]
        if (after := answer.json()["next"]) is None:
            return found


async def file(somebody: Person, name: str, **params: Any) -> list[list[str]]:
    answer = await somebody.client.get(f"/api/{name}/export", params={"format": "csv", **params})
    assert answer.status_code == 200, answer.text
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))


def ids(rows: Iterable[dict[str, Any]]) -> list[str]:
    return [row["id"] for row in rows]


@pytest.mark.parametrize("name", LISTS)
async def test_whoever_may_not_read_gets_neither_list_nor_file(name: str, person: NewPerson) -> None:
    somebody = await person(Role.SECURITY_ADMIN, towns=())
    for path in ("page", "export"):
        assert (await somebody.client.get(f"/api/{name}/{path}")).status_code == 403


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize(
    "wrong",
    [{"sort": "distance"}, {"sort": "distance_m"}, {"after": "x"}, {"after": "WyItYXQiLCJ4IiwxXQ"},
     {"from_day": "0001-01-01"}, {"from_day": "2026-02-01", "to_day": "2026-01-01"}, {"q": "a\x00"}],
)  # fmt: skip
async def test_what_makes_no_sense_is_refused(
    name: str, wrong: dict[str, str], auditor: Person, command_room: Person
) -> None:
    somebody = auditor if name == "audit" else command_room
    assert (await somebody.client.get(f"/api/{name}/page", params=wrong)).status_code == 422


@pytest.mark.parametrize(("name", "order"), [(n, order) for n, orders in LISTS.items() for order in orders])
async def test_every_order_goes_through_all_rows_once(
    name: str, order: Any, officer: Person, command_room: Person, auditor: Person, person: NewPerson
) -> None:
    await a_few(officer, person)
    somebody = auditor if name == "audit" else command_room
    listed = await items(somebody, name, sort=order.value)
    rows = ids(listed)
    assert len(rows) == len(set(rows)) >= 5
    opposite = order.value[1:] if order.value.startswith("-") else f"-{order.value}"
    assert ids(await items(somebody, name, sort=opposite)) == rows[::-1]
    assert [row[0] for row in (await file(somebody, name, sort=order.value))[1:]] == rows


@pytest.mark.parametrize("name", ["patrols", "alarms"])
async def test_another_towns_rows_are_in_no_list_and_no_file(
    name: str, officer: Person, stranger: Person, person: NewPerson
) -> None:
    await a_few(officer, person, 2)
    for order in LISTS[name]:
        assert await items(stranger, name, sort=order.value) == []
    assert len(await file(stranger, name, q="队员")) == 1
    mine = await items(officer, name)
    assert {row["person_id"] for row in mine} == {str(officer.id)}


async def test_people_squads_and_days_narrow(officer: Person, command_room: Person, person: NewPerson) -> None:
    await a_few(officer, person)
    today = datetime.now(UTC).date()
    far = {"from_day": (today + timedelta(days=2)).isoformat()}
    assert len(await items(command_room, "patrols", person_id=str(officer.id))) == 3
    assert len(await items(command_room, "patrols", squad="枫桥二组")) == 2
    assert len(await items(command_room, "patrols", q="队员02")) == 2
    assert len(await items(command_room, "alarms", q="队员02", kind="sos", state="raised")) == 2
    assert await items(command_room, "alarms", kind="no_fix") == []
    assert await items(command_room, "patrols", state="ended") == []
    assert await items(command_room, "patrols", **far) == await items(command_room, "alarms", **far) == []


@pytest.mark.parametrize("name", LISTS)
async def test_every_export_stands_in_the_audit_log_under_its_actors_name(
    name: str, officer: Person, command_room: Person, auditor: Person, person: NewPerson
) -> None:
    await a_few(officer, person, 2)
    somebody = auditor if name == "audit" else command_room
    answer = await somebody.client.get(f"/api/{name}/export", params={"lang": "en"})
    book = load_workbook(io.BytesIO(answer.content))
    rows = len(list(book.worksheets[0].iter_rows())) - 1
    (told,) = await items(auditor, "audit", q=f"{name}.exported")
    assert (told["actor"], told["actor_name"]) == (str(somebody.id), somebody.name)
    assert (told["detail"]["rows"], told["detail"]["format"]) == (rows, "xlsx")
    assert ids(await items(auditor, "audit", actor=str(somebody.id), subject=told["subject"])) == [told["id"]]
