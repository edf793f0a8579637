"""Who sees which leads, and how they find one."""

from uuid import UUID

import pytest

from backend.auth.permissions import Role
from backend.core.db import Conn
from backend.core.ids import uuid7
from tests.conftest import DIANKOU, FENGQIAO, NewPerson, Person
from tests.support.leads import a_lead, reported, step

pytestmark = pytest.mark.usefixtures("zone")


async def ids(somebody: Person, **params: object) -> list[str]:
    answer = await somebody.client.get("/api/leads", params=params)  # type: ignore[arg-type]
    assert answer.status_code == 200, answer.text
    return [item["id"] for item in answer.json()["items"]]


async def test_a_lead_that_does_not_exist_is_not_found(command_room: Person) -> None:
    assert (await command_room.client.get(f"/api/leads/{uuid7()}")).status_code == 404


async def test_a_lead_of_another_town_looks_missing_everywhere(
    officer: Person, stranger: Person, grid_worker: Person
) -> None:
    lead = await reported(officer.client)
    missing = await stranger.client.get(f"/api/leads/{uuid7()}")
    for outsider in (stranger, grid_worker):
        answer = await outsider.client.get(f"/api/leads/{lead['id']}")
        assert (answer.status_code, answer.content) == (404, missing.content)
        assert await ids(outsider) == []
        nearby = await outsider.client.get("/api/leads/nearby", params={"lon": 120.39, "lat": 29.8})
        assert nearby.json() == []


@pytest.mark.parametrize(
    ("role", "towns", "sees"),
    [
        (Role.OFFICER, (FENGQIAO,), True),
        (Role.SQUAD_LEADER, (FENGQIAO,), True),
        (Role.LEGAL_REVIEWER, (DIANKOU, FENGQIAO), True),
        (Role.GUIDANCE_OFFICE, (), True),
        (Role.COUNTY_DEPARTMENT, (), True),
        (Role.GRID_WORKER, (FENGQIAO,), False),
        (Role.OFFICER, (DIANKOU,), False),
    ],
)
async def test_a_role_sees_the_leads_of_its_reach(
    officer: Person, person: NewPerson, role: Role, towns: tuple[str, ...], sees: bool
) -> None:
    lead = await reported(officer.client)
    somebody = await person(role, towns=towns)
    assert (await somebody.client.get(f"/api/leads/{lead['id']}")).status_code == (200 if sees else 404)
    assert await ids(somebody) == ([lead["id"]] if sees else [])


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN])
async def test_administrators_see_no_leads(person: NewPerson, role: Role) -> None:
    somebody = await person(role)
    assert (await somebody.client.get("/api/leads")).status_code == 403


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "open"}, {"limit": 0}, {"limit": 201}, {"limit": 2**70}, {"after": "x"}, {"duty_zone_id": "x"},
        {"q": "x" * 201}, {"mine": "perhaps"}, {"q": "a\x00"}, {"category": "\x00"},
    ],
)  # fmt: skip
async def test_a_filter_that_makes_no_sense_is_refused(officer: Person, wrong: dict[str, object]) -> None:
    answer = await officer.client.get("/api/leads", params=wrong)  # type: ignore[arg-type]
    assert answer.status_code == 422, answer.text


async def test_filters_narrow(officer: Person, grid_worker: Person, command_room: Person, zone: UUID) -> None:
    one = await reported(officer.client, note="渣土 50% 未清")
    two = await reported(
        grid_worker.client, category="unsorted_household_waste", place={"type": "Point", "coordinates": [120.49, 29.71]}
    )
    await step(command_room.client, two["id"], "accept")
    assert await ids(command_room) == [two["id"], one["id"]]
    assert await ids(command_room, state="accepted") == [two["id"]]
    assert await ids(command_room, category="unsorted_household_waste") == [two["id"]]
    assert await ids(command_room, duty_zone_id=str(zone)) == [one["id"]]
    assert await ids(command_room, town_code=DIANKOU) == []
    assert await ids(officer, mine=1) == [one["id"]]
    for words in ("50%", "渣土", "步森", "店外"):
        assert one["id"] in await ids(command_room, q=words)
    assert await ids(command_room, q="垃圾分类") == await ids(command_room, q="5_%") == []


async def test_pages_follow_each_other_without_gap_or_repeat(officer: Person, conn: Conn) -> None:
    made = [(await reported(officer.client))["id"] for _ in range(7)]
    seen: list[str] = []
    after: str | None = None
    while True:
        params = {"limit": 3} | ({"after": after} if after else {})
        page = (await officer.client.get("/api/leads", params=params)).json()
        seen += [item["id"] for item in page["items"]]
        after = page["next"]
        if after is None:
            break
    assert seen == made[::-1]


async def test_nearby_is_by_metres_nearest_first(officer: Person) -> None:
    def at(lon: float) -> dict[str, object]:
        return a_lead(place={"type": "Point", "coordinates": [lon, 29.8]})

    made = {}
    for name, lon in {"here": 120.39, "96 m": 120.391, "193 m": 120.392, "290 m": 120.393}.items():
        lead_id = str(uuid7())
        made[lead_id] = name
        await officer.client.put(f"/api/leads/{lead_id}", json=at(lon))
    answer = await officer.client.get("/api/leads/nearby", params={"lon": 120.39, "lat": 29.8, "within_m": 200})
    assert [made[lead["id"]] for lead in answer.json()] == ["here", "96 m", "193 m"]


@pytest.mark.parametrize(
    "wrong", [{"lon": 1000}, {"lat": "NaN"}, {"lon": "Infinity"}, {"within_m": 0}, {"within_m": 1e400}, {"lat": 91}]
)
async def test_a_place_that_is_none_is_refused(officer: Person, wrong: dict[str, object]) -> None:
    params = {"lon": 120.39, "lat": 29.8} | wrong
    assert (await officer.client.get("/api/leads/nearby", params=params)).status_code == 422  # type: ignore[arg-type]


@pytest.mark.parametrize("lat", [90, -90])
async def test_the_poles_have_neighbours_too(officer: Person, lat: float) -> None:
    assert (await officer.client.get("/api/leads/nearby", params={"lon": 0, "lat": lat})).status_code == 200
