"""What a phone keeps: of its person's towns, in force today, and asked for anew only when something changed."""

from datetime import date, timedelta

import pytest
from httpx import AsyncClient

from backend.auth.permissions import Role
from backend.core import clock
from backend.core.db import Conn
from backend.core.ids import uuid7
from tests.conftest import DIANKOU, FENGQIAO, NewPerson, Person

SQUARE = "srid=4490;multipolygon(((119.9 29.5,120 29.5,120 29.6,119.9 29.6,119.9 29.5)))"
DOMINANT = [
    ("unlicensed_outdoor_trading", "室外公共场所无照经营", "3306810501"),
    ("unsorted_household_waste", "未按规定分类投放生活垃圾", "3306812101"),
    ("beyond_storefront_trading", "擅自超出门窗店外经营", "3306810504"),
    ("unapproved_construction_waste", "未经核准擅自处置建筑垃圾", "3306810103"),
]


async def area(
    conn: Conn, kind: str, code: str, town: str, begins: date = date(2020, 1, 1), ends: date | None = None
) -> None:
    await conn.execute(
        """
        insert into areas (id, kind, code, name, town_code, valid_from, valid_to, geom, area_m2)
        values ($1, $2, $3, $3, $4, $5, $6, $7::geometry, 1)
        """,
        uuid7(), kind, code, town, begins, ends, SQUARE,
    )  # fmt: skip


@pytest.fixture
async def ground(conn: Conn) -> None:
    today = clock.today()
    for town in (FENGQIAO, DIANKOU):
        await area(conn, "town", town, town)
        await area(conn, "village", f"{town}001", town)
        await area(conn, "duty_zone", f"Z-{town}", town)
    await area(conn, "unit_grid", f"{FENGQIAO}001001", FENGQIAO)
    await area(conn, "duty_zone", "yesterday", FENGQIAO, ends=today)
    await area(conn, "duty_zone", "tomorrow", FENGQIAO, begins=today + timedelta(days=1))


async def codes(who: Person) -> list[str]:
    answer = await who.client.get("/api/reference")
    assert answer.status_code == 200, answer.text
    return [a["code"] for a in answer.json()["areas"]]


async def test_nobody_without_a_session_gets_it(client: AsyncClient) -> None:
    assert (await client.get("/api/reference")).status_code == 401


async def test_the_auditor_does_not_get_it(person: NewPerson) -> None:
    auditor = await person(Role.AUDITOR)
    assert (await auditor.client.get("/api/reference")).status_code == 403


async def test_the_four_dominant_causes_come_first_and_have_their_event_codes(officer: Person) -> None:
    categories = (await officer.client.get("/api/reference")).json()["categories"]
    first = [(c["code"], c["name_zh"], c["event_code"]) for c in categories if c["dominant"]]
    assert first == DOMINANT
    assert [c["dominant"] for c in categories] == [True] * 4 + [False] * 51
    assert all(c["name_en"] and c["keywords"] for c in categories)


async def test_event_classes_are_found_by_their_pinyin_initials(officer: Person) -> None:
    categories = (await officer.client.get("/api/reference")).json()["categories"]
    by_code = {c["event_code"]: c for c in categories}
    assert len(by_code) == 55
    assert (by_code["3306810510"]["name_zh"], by_code["3306810510"]["keywords"][0]) == ("露天烧烤", "ltsk")
    # The classes that the dominant causes stand for are found under them.
    assert "dwjy" in by_code["3306810504"]["keywords"]


async def test_a_phone_gets_the_areas_in_force_today_of_its_own_towns(officer: Person, ground: None) -> None:
    assert await codes(officer) == [FENGQIAO, f"{FENGQIAO}001", f"Z-{FENGQIAO}"]


async def test_a_county_role_gets_every_town(person: NewPerson, ground: None) -> None:
    office = await person(Role.GUIDANCE_OFFICE, towns=())
    assert await codes(office) == [
        DIANKOU, FENGQIAO, f"{DIANKOU}001", f"{FENGQIAO}001", f"Z-{DIANKOU}", f"Z-{FENGQIAO}",
    ]  # fmt: skip


async def test_squads_and_vehicles_are_those_of_the_own_towns(person: NewPerson, officer: Person, conn: Conn) -> None:
    other = await person(Role.OFFICER, towns=(DIANKOU,), squad="店口一组")
    for who, town, vehicle in ((officer, FENGQIAO, "浙D0001警"), (other, DIANKOU, "浙D0002警")):
        await conn.execute(
            """
            insert into patrols (id, person_id, person_name, town_code, squad, vehicle, state, started_at, sent_sha256)
            values ($1, $2, '-', $3, '-', $4, 'ended', now(), '-')
            """,
            uuid7(), who.id, town, vehicle,
        )  # fmt: skip
    found = (await officer.client.get("/api/reference")).json()
    assert (found["squads"], found["vehicles"]) == (["枫桥一组"], ["浙D0001警"])


async def test_who_goes_out_knows_with_whom(person: NewPerson, officer: Person, grid_worker: Person) -> None:
    colleague, _ = await person(Role.OFFICER), await person(Role.OFFICER, towns=(DIANKOU,))
    found = (await officer.client.get("/api/reference")).json()["colleagues"]
    assert {each["id"] for each in found} == {str(officer.id), str(colleague.id)}
    assert (await grid_worker.client.get("/api/reference")).json()["colleagues"] == []


async def test_what_has_not_changed_is_not_sent_again(officer: Person, conn: Conn, ground: None) -> None:
    first = await officer.client.get("/api/reference")
    tag = {"if-none-match": first.headers["etag"]}
    assert first.headers["etag"] == f'"{first.json()["version"]}"'
    assert first.headers["cache-control"] == "private, no-cache"
    again = await officer.client.get("/api/reference", headers=tag)
    assert (again.status_code, again.content) == (304, b"")
    await conn.execute("update areas set name = '枫桥镇' where code = $1", FENGQIAO)
    changed = await officer.client.get("/api/reference", headers=tag)
    assert changed.status_code == 200
    await conn.execute("update lead_categories set name_en = 'x' where code = 'event_0510'")
    later = await officer.client.get("/api/reference", headers={"if-none-match": changed.headers["etag"]})
    assert later.status_code == 200


async def test_another_towns_version_is_another(officer: Person, stranger: Person, ground: None) -> None:
    mine = (await officer.client.get("/api/reference")).headers["etag"]
    theirs = await stranger.client.get("/api/reference", headers={"if-none-match": mine})
    assert theirs.status_code == 200
