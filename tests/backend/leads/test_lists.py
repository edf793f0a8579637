"""Leads in every order, page by page, and as a file: the same within every fence."""

import csv
import io
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from httpx import Response
from openpyxl import load_workbook

from backend.auth.permissions import Role
from backend.core import clock, exports
from backend.core.china import SHANGHAI
from backend.core.db import Conn
from backend.core.exports import FileKind
from backend.leads.lists.structs import LeadOrder
from tests.conftest import DIANKOU, NewPerson, Person
from tests.support.leads import reported, step

pytestmark = pytest.mark.usefixtures("zone")


async def asked(somebody: Person, path: str = "", **params: Any) -> Response:
    return await somebody.client.get(f"/api/leads{path}", params=params)


async def rows_of(somebody: Person, **params: Any) -> list[list[str]]:
    answer = await asked(somebody, "/export", format="csv", **params)
    assert answer.status_code == 200, answer.text
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))


async def seven(officer: Person, grid_worker: Person, command_room: Person) -> list[str]:
    made = []
    for n in range(7):
        reporter = officer if n % 2 else grid_worker
        category = "unsorted_household_waste" if n % 3 else "beyond_storefront_trading"
        at = f"2026-11-2{n % 3}T01:00:00Z"
        lead = await reported(reporter.client, note=f"第{n}件", category=category, captured_at=at)
        if n % 3 == 0:
            await step(command_room.client, lead["id"], "accept")
        made.append(lead["id"])
    return made


async def test_administrators_get_no_list_and_no_file(person: NewPerson) -> None:
    for role in (Role.AUDITOR, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN):
        somebody = await person(role)
        assert (await asked(somebody)).status_code == 403
        assert (await asked(somebody, "/export")).status_code == 403


@pytest.mark.parametrize(
    "wrong",
    [
        {"sort": "distance"}, {"sort": "--state"}, {"after": "x"}, {"from_day": "yesterday"},
        {"from_day": "0001-01-01"},
        {"to_day": "9999-12-31"}, {"from_day": "2026-02-01", "to_day": "2026-01-01"}, {"reported_by": "x"},
        {"assigned_to": "x"}, {"format": "pdf"}, {"lang": "fr"},
    ],
)  # fmt: skip
async def test_what_makes_no_sense_is_refused(officer: Person, wrong: dict[str, str]) -> None:
    only_files = {"format", "lang"} & set(wrong)
    if not only_files:
        assert (await asked(officer, **wrong)).status_code == 422
    if "after" not in wrong:
        assert (await asked(officer, "/export", **wrong)).status_code == 422


async def test_a_cursor_of_another_order_is_refused(officer: Person) -> None:
    for _ in range(2):
        await reported(officer.client)
    after = (await asked(officer, limit=1)).json()["next"]
    assert (await asked(officer, limit=1, after=after)).status_code == 200
    answer = await asked(officer, limit=1, after=after, sort="state")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "after"


@pytest.mark.parametrize("order", list(LeadOrder))
async def test_every_order_goes_through_all_rows_once(
    officer: Person, grid_worker: Person, command_room: Person, order: LeadOrder
) -> None:
    made = await seven(officer, grid_worker, command_room)
    whole = [item["id"] for item in (await asked(command_room, sort=order.value)).json()["items"]]
    assert sorted(whole) == sorted(made)
    opposite = order.value[1:] if order.value.startswith("-") else f"-{order.value}"
    assert [i["id"] for i in (await asked(command_room, sort=opposite)).json()["items"]] == whole[::-1]
    seen: list[str] = []
    after: str | None = None
    while True:
        page = (await asked(command_room, sort=order.value, limit=2, **({"after": after} if after else {}))).json()
        seen += [item["id"] for item in page["items"]]
        if (after := page["next"]) is None:
            break
    assert seen == whole
    assert [row[1] for row in (await rows_of(command_room, sort=order.value))[1:]] == whole


async def test_states_stand_in_the_order_of_work(officer: Person, grid_worker: Person, command_room: Person) -> None:
    await seven(officer, grid_worker, command_room)
    states = [item["state"] for item in (await asked(command_room, sort="state")).json()["items"]]
    assert states == ["reported"] * 4 + ["accepted"] * 3


async def test_reporters_and_days_narrow_list_and_file(
    officer: Person, grid_worker: Person, command_room: Person, conn: Conn
) -> None:
    made = await seven(officer, grid_worker, command_room)
    mine = {made[n] for n in (1, 3, 5)}
    await conn.execute("update leads set received_at = '2026-03-01T15:59:59Z' where id = $1", made[1])
    for params, expected in (
        ({"reported_by": str(officer.id)}, mine),
        ({"q": "队员01"}, mine),
        ({"from_day": "2026-03-01", "to_day": "2026-03-01"}, {made[1]}),
        ({"from_day": "2026-03-02"}, set(made) - {made[1]}),
        ({"to_day": "2026-02-28"}, set()),
        ({"assigned_to": str(officer.id)}, set()),
    ):
        found = {item["id"] for item in (await asked(command_room, **params)).json()["items"]}
        assert found == {row[1] for row in (await rows_of(command_room, **params))[1:]} == expected, params


async def test_another_towns_lead_is_in_no_list_no_count_and_no_file(
    officer: Person, stranger: Person, person: NewPerson
) -> None:
    lead = await reported(officer.client, note="canary")
    for outsider in (stranger, await person(Role.LEGAL_REVIEWER, towns=(DIANKOU,))):
        for order in LeadOrder:
            assert (await asked(outsider, sort=order.value)).json() == {"items": [], "next": None}
        answer = await asked(outsider, "/export", format="csv", q="canary", town_code="330681109")
        assert lead["id"] not in answer.text
        assert answer.headers["x-rows"] == "0"
        sheet = load_workbook(io.BytesIO((await asked(outsider, "/export")).content))["线索"]
        assert sheet.max_row == 1


async def test_a_lead_is_found_by_the_number_people_read_out(officer: Person, command_room: Person) -> None:
    lately = clock.now() - timedelta(days=5)
    midnight = datetime.combine(lately.astimezone(SHANGHAI).date(), time(), SHANGHAI)
    lead = await reported(officer.client, captured_at=midnight.isoformat())
    other = await reported(officer.client, captured_at=(midnight - timedelta(seconds=1)).isoformat())
    number = f"{midnight:%m%d}-{lead['id'][-4:].upper()}"
    found = (await asked(command_room, q=number)).json()["items"]
    assert [one["id"] for one in found] == [lead["id"]]
    before = midnight - timedelta(days=1)
    days = {one["id"] for one in (await asked(command_room, q=f"{before:%m%d}-")).json()["items"]}
    assert other["id"] in days
    assert lead["id"] not in days


async def test_a_lead_of_a_phone_whose_clock_is_years_off_has_the_day_of_its_receipt_in_its_number(
    officer: Person, command_room: Person
) -> None:
    for said in ("1970-01-01T00:00:00Z", "2041-06-30T02:00:00Z"):
        lead = await reported(officer.client, captured_at=said)
        end = lead["id"][-4:].upper()
        received = datetime.fromisoformat(lead["received_at"]).astimezone(SHANGHAI)
        number = f"{received:%m%d}-{end}"
        (row,) = [row for row in await rows_of(command_room) if row[1] == lead["id"]]
        assert row[0] == number
        by_the_phone = f"{datetime.fromisoformat(said).astimezone(SHANGHAI):%m%d}-{end}"
        for asking in (number, by_the_phone):
            assert [one["id"] for one in (await asked(command_room, q=asking)).json()["items"]] == [lead["id"]], asking


@pytest.mark.parametrize("said", ["9999-12-31T20:00:00Z", "9999-12-31T15:59:59Z", "0001-01-01T00:00:01Z"])
async def test_a_lead_of_any_time_that_a_phone_may_name_is_in_every_file(
    officer: Person, command_room: Person, said: str
) -> None:
    lead = await reported(officer.client, captured_at=said)
    for kind in FileKind:
        answer = await asked(command_room, "/export", format=kind.value)
        assert (answer.status_code, answer.headers["x-rows"]) == (200, "1"), (kind, answer.text[:300])
    (_, row) = await rows_of(command_room)
    assert row[1] == lead["id"]
    assert row[12][:4] == said[:4]


async def test_a_spreadsheet_opens_again_and_its_making_is_in_the_audit_log(
    officer: Person, command_room: Person, person: NewPerson
) -> None:
    lead = await reported(officer.client, note="=1+1")
    answer = await asked(command_room, "/export", q="=1+1", state="reported")
    sheet = load_workbook(io.BytesIO(answer.content))["线索"]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[1][0].endswith(f"-{lead['id'][-4:].upper()}")
    assert rows[1][1:3] == (lead["id"], "待受理")
    assert rows[1][5] == "=1+1"
    assert rows[0][13] == "接收时间（北京时间 Asia/Shanghai）"
    english = await asked(command_room, "/export", lang="en")
    assert load_workbook(io.BytesIO(english.content))["Leads"]["C2"].value == "Reported"
    auditor = await person(Role.AUDITOR, towns=())
    events = (await auditor.client.get("/api/audit")).json()
    (told,) = (e for e in events if e["action"] == "leads.exported" and e["detail"]["filter"])
    assert told["actor"] == str(command_room.id)
    assert told["detail"] == {
        "filter": {"state": "reported", "searched_characters": 4}, "sort": "-received_at", "format": "xlsx", "rows": 1,
    }  # fmt: skip


async def test_more_rows_than_fit_are_refused(officer: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "MAX_ROWS", 1)
    await reported(officer.client)
    assert (await asked(officer, "/export")).status_code == 200
    await reported(officer.client)
    answer = await asked(officer, "/export")
    assert answer.status_code == 413
    assert "缩小日期范围" in answer.json()["detail"]
