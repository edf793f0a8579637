"""Patrols, alarms, people, devices, areas and the audit log in every order, page by page and as files, within every
fence."""

import csv
import io
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from openpyxl import load_workbook

from backend.alarms.lists.structs import AlarmOrder
from backend.audit.rules import sought
from backend.audit.structs import AuditOrder, AuditTopic
from backend.auth.permissions import Role
from backend.core.db import Conn
from backend.core.ids import uuid7
from backend.patrols.lists.structs import PatrolOrder
from backend.staff.devices.structs import DeviceOrder
from backend.staff.lists.structs import PeopleOrder
from backend.zones.imports.lists.structs import ImportOrder
from backend.zones.lists.structs import AreaOrder
from tests.conftest import DIANKOU, FENGQIAO, NewPerson, Person

LISTS: dict[str, Any] = {
    "patrols": PatrolOrder,
    "alarms": AlarmOrder,
    "audit": AuditOrder,
    "people": PeopleOrder,
    "people/devices": DeviceOrder,
    "areas": AreaOrder,
    "areas/imports": ImportOrder,
}
AT_THE_ROOT = ("people", "people/devices", "areas/imports")
"""Lists without a word of their own behind their address."""
BY_DAY = ("patrols", "alarms", "audit", "people/devices", "areas/imports")


@pytest.fixture
async def system(person: NewPerson) -> Person:
    return await person(Role.SYSTEM_ADMIN, towns=(), name="系统管理员01")


def reader(name: str, system: Person, auditor: Person, command_room: Person) -> Person:
    """Somebody who may read all of it."""
    return auditor if name == "audit" else system if name in AT_THE_ROOT else command_room


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


def address(name: str) -> str:
    return f"/api/{name}" if name in AT_THE_ROOT else f"/api/{name}/page"


async def some_areas_and_devices(conn: Conn) -> None:
    """Two towns and four zones, some of one name; five imports, some of one; phones, one shared and one lost."""
    for n in range(5):
        await conn.execute(
            "insert into area_imports (id, kind, valid_from, filename, sha256, file, state, report, at) "
            "values ($1, 'town', '2026-01-01', $2, '', '', 'checked', '{}', now() - $3 * interval '1 hour')",
            uuid7(), f"{n // 2}.geojson", float(n // 2),
        )  # fmt: skip
    box = "st_multi(st_makeenvelope($1::float8, 29, $1::float8 + 0.5, 29.5, 4490))"
    for n, (kind, code, name, town) in enumerate(
        [("town", FENGQIAO, "枫桥镇", FENGQIAO), ("town", DIANKOU, "店口镇", DIANKOU),
         *(("duty_zone", f"Z-{n}", f"勤务区{n % 2}", (FENGQIAO, None)[n % 2]) for n in range(4))]
    ):  # fmt: skip
        await conn.execute(
            "insert into areas (id, kind, code, name, town_code, valid_from, valid_to, geom, area_m2) "
            f"values ($2, $3, $4, $5, $6, '2020-01-01', $7, {box}, 1234567.5 + $1::float8)",
            float(n), uuid7(), kind, code, name, town, date(2100, 1, 1) if n == 5 else None,
        )  # fmt: skip
    shared, lost = uuid7(), uuid7()
    await conn.execute("insert into devices (person_id, id, label) select id, $1, '手机' from people", shared)
    await conn.execute(
        "insert into devices (person_id, id, label, revoked_at, revoked_reason) "
        "select id, $1, '=1+1', now(), '手机遗失' from people where name like '队员%'", lost,
    )  # fmt: skip


async def items(somebody: Person, name: str, **params: Any) -> list[dict[str, Any]]:
    """Every page, two rows at a time."""
    found: list[dict[str, Any]] = []
    after: str | None = None
    while True:
        more = {"after": after} if after else {}
        answer = await somebody.client.get(address(name), params={"limit": 2, **more, **params})
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


@pytest.mark.parametrize("name", [name for name in LISTS if name != "areas"])
async def test_whoever_may_not_read_gets_neither_list_nor_file(name: str, person: NewPerson) -> None:
    somebody = await person(Role.COUNTY_DEPARTMENT if name.startswith("people") else Role.SECURITY_ADMIN, towns=())
    for path in (address(name), f"/api/{name}/export"):
        assert (await somebody.client.get(path)).status_code == 403


NONSENSE: list[dict[str, str]] = [
    {"sort": "distance"}, {"sort": "distance_m"}, {"after": "x"}, {"after": "WyItYXQiLCJ4IiwxXQ"},
    {"from_day": "0001-01-01"}, {"from_day": "2026-02-01", "to_day": "2026-01-01"}, {"q": "a\x00"},
]  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
async def test_what_makes_no_sense_is_refused(name: str, auditor: Person, command_room: Person, system: Person) -> None:
    somebody = reader(name, system, auditor, command_room)
    for wrong in NONSENSE:
        known = "from_day" not in wrong or name in BY_DAY
        for path in (address(name), f"/api/{name}/export"):
            if "after" in wrong and path.endswith("export"):
                continue
            assert (await somebody.client.get(path, params=wrong)).status_code == (422 if known else 200), (path, wrong)


@pytest.mark.parametrize("name", LISTS)
async def test_every_order_goes_through_all_rows_once(
    name: str, officer: Person, command_room: Person, auditor: Person, system: Person, person: NewPerson,
    conn: Conn,
) -> None:  # fmt: skip
    await a_few(officer, person)
    await some_areas_and_devices(conn)
    somebody = reader(name, system, auditor, command_room)
    for order in [each.value for each in LISTS[name] if not each.value.startswith("-")]:
        rows = ids(await items(somebody, name, sort=order))
        assert len(rows) == len(set(rows)) >= 5, order
        assert ids(await items(somebody, name, sort=f"-{order}")) == rows[::-1], order
        for way, wanted in ((order, rows), (f"-{order}", rows[::-1])):
            lines = (await file(somebody, name, sort=way))[1:]
            new = len(lines) - len(wanted)
            # The log goes on: a file taken from it stands in it.
            assert new == (1 if name == "audit" and way != order else 0), way
            assert [line[0] for line in lines[new:]] == wanted, way


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
    name: str, officer: Person, command_room: Person, auditor: Person, system: Person, person: NewPerson
) -> None:
    await a_few(officer, person, 2)
    somebody = reader(name, system, auditor, command_room)
    answer = await somebody.client.get(f"/api/{name}/export", params={"lang": "en"})
    book = load_workbook(io.BytesIO(answer.content))
    rows = len(list(book.worksheets[0].iter_rows())) - 1
    (told,) = await items(auditor, "audit", q=f"{name.split('/')[-1]}.exported")
    assert (told["actor"], told["actor_name"]) == (str(somebody.id), somebody.name)
    assert (told["detail"]["rows"], told["detail"]["format"]) == (rows, "xlsx")
    assert ids(await items(auditor, "audit", actor=str(somebody.id), subject=told["subject"])) == [told["id"]]


async def test_the_log_is_narrowed_to_what_it_is_about(officer: Person, person: NewPerson, auditor: Person) -> None:
    await a_few(officer, person, 2)
    await auditor.client.get("/api/audit/export")
    actions = {topic.value: await actions_about(auditor, topic) for topic in AuditTopic}
    assert actions["patrols"] == {"patrol.started"}
    assert actions["alarms"] == {"alarm.raised"}
    assert actions["looked"] == {"audit.exported"}
    assert actions["leads"] == actions["areas"] == actions["files"] == set()
    assert (await auditor.client.get("/api/audit/page", params={"topic": "everything"})).status_code == 422
    assert {(line[4], line[5]) for line in (await file(auditor, "audit", topic="alarms"))[1:]} == {
        ("发起告警", "alarm.raised")
    }


async def test_a_person_in_the_log_is_found_and_told_by_their_name(
    officer: Person, system: Person, auditor: Person
) -> None:
    await system.client.put(f"/api/people/{officer.id}/squad", json={"squad": "二中队"})
    (told,) = await items(auditor, "audit", q="squad_set", subject=str(officer.id))
    assert told["subject_name"] == officer.name
    assert told in await items(auditor, "audit", q=officer.name)


async def test_whom_and_what_a_line_speaks_of_is_told_by_name_beside_the_id(
    officer: Person, system: Person, person: NewPerson, auditor: Person, conn: Conn
) -> None:
    await some_areas_and_devices(conn)
    granter = await person(Role.SECURITY_ADMIN, towns=())
    await granter.client.put(f"/api/people/{officer.id}/towns", json={"town_codes": [DIANKOU]})
    (told,) = await items(auditor, "audit", q="towns_assigned")
    assert told["detail"]["after"] == [DIANKOU], "what is recorded holds ids and codes alone"
    assert told["names"] == {FENGQIAO: "枫桥镇", DIANKOU: "店口镇", str(officer.id): officer.name}
    await system.client.get("/api/people/export", params={"person_id": str(officer.id)})
    (told,) = await items(auditor, "audit", q="people.exported")
    assert told["names"] == {str(officer.id): officer.name}
    (line,) = (await file(auditor, "audit", q="people.exported"))[1:]
    assert line[-1] == f"{officer.id} {officer.name}"


async def test_a_record_is_found_by_the_number_that_is_read_out(
    officer: Person, auditor: Person, person: NewPerson
) -> None:
    await a_few(officer, person, 1)
    (raised,) = await items(auditor, "audit", q="alarm.raised")
    subject = raised["subject"]
    for number in (f"1126-{subject[-4:].upper()}", f"…{subject[-4:]}", subject[-4:], subject, subject[4:30].upper()):
        assert [line["id"] for line in await items(auditor, "audit", q=number)] == [raised["id"]], number
    assert raised in await items(auditor, "audit", q=str(officer.id))
    assert await items(auditor, "audit", q="1126-0x00") == []


@pytest.mark.parametrize(
    ("q", "words", "number"),
    [
        ("1126-E6EB", None, "%e6eb"), ("…E6EB", None, "%e6eb"), ("E6EB", "E6EB", "%e6eb"), ("1001", "1001", "%1001"),
        (" 01A2-17F8 ", None, "%01a2-17f8%"), ("队员1001", "队员1001", None), ("added", "added", None),
        (None, None, None),
    ],
)  # fmt: skip
def test_what_is_plainly_a_number_is_looked_for_in_ids_alone(
    q: str | None, words: str | None, number: str | None
) -> None:
    assert sought(q) == (words, number)


async def actions_about(auditor: Person, topic: AuditTopic) -> set[str]:
    return {line["action"] for line in await items(auditor, "audit", topic=topic.value)}


async def test_people_are_found_by_id_and_stand_by_their_accounts(system: Person, person: NewPerson) -> None:
    one = await person(Role.OFFICER, name="队员51")
    assert ids(await items(system, "people", person_id=str(one.id))) == [str(one.id)]
    await system.client.put(f"/api/people/{one.id}/disabled", json={"disabled": True})
    assert ids(await items(system, "people", sort="-state"))[0] == str(one.id)
    (line,) = (await file(system, "people", q="队员51"))[1:]
    assert (line[3], line[-1]) == ("执法队员", "已停用")


async def test_a_phone_that_several_share_is_a_line_for_each_of_them(
    system: Person, officer: Person, stranger: Person, conn: Conn
) -> None:
    await some_areas_and_devices(conn)
    listed = await items(system, "people/devices", q="手机")
    assert {line["person_id"] for line in listed} >= {str(officer.id), str(stranger.id)}
    assert len(set(ids(listed))) == len(listed)
    (lost,) = await items(system, "people/devices", person_id=str(officer.id), revoked=True)
    assert (lost["revoked_reason"], lost["label"]) == ("手机遗失", "=1+1")
    (line,) = (await file(system, "people/devices", person_id=str(officer.id), revoked=True))[1:]
    assert line[2] == "'=1+1"


async def test_areas_are_those_of_a_day_a_kind_and_a_town(command_room: Person, conn: Conn) -> None:
    await some_areas_and_devices(conn)
    kinds = [area["kind"] for area in await items(command_room, "areas")]
    assert kinds == ["town"] * 2 + ["duty_zone"] * 4
    zones = await items(command_room, "areas", kind="duty_zone", town_code=FENGQIAO)
    assert [(zone["code"], zone["town_name"]) for zone in zones] == [("Z-0", "枫桥镇"), ("Z-2", "枫桥镇")]
    assert [a["code"] for a in await items(command_room, "areas", q="店口")] == [DIANKOU]
    assert await items(command_room, "areas", on="2019-12-31") == []
    assert len(await items(command_room, "areas", on="2100-01-01")) == 5
    rows = await file(command_room, "areas", kind="town", sort="-code", lang="en")
    assert [row[1:5] for row in rows[1:]] == [
        ["Town", FENGQIAO, "枫桥镇", FENGQIAO],
        ["Town", DIANKOU, "店口镇", DIANKOU],
    ]


async def test_imports_are_found_by_file_kind_and_state(system: Person, conn: Conn) -> None:
    await some_areas_and_devices(conn)
    assert len(await items(system, "areas/imports", q="1.geo", kind="town", state="checked")) == 2
    assert await items(system, "areas/imports", state="applied") == []
    rows = await file(system, "areas/imports", sort="-filename", lang="en")
    assert [row[1:4] for row in rows[1:3]] == [["2.geojson", "Town", "To decide"], ["1.geojson", "Town", "To decide"]]
