"""Taking an import back until midnight: what was in force is in force again, exactly, and nothing is erased."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from httpx import Response

from backend.auth.permissions import Role
from backend.core import clock
from backend.core.china import SHANGHAI
from backend.core.db import Conn
from backend.core.errors import Conflict
from backend.zones import rules
from backend.zones.structs import AreaImport, AreaImportState, AreaKind, ImportMode, ImportOrigin
from tests.backend.zones.samples import ZONES, Row, collection, feature, geojson, polygon, zone
from tests.conftest import NewPerson, Person

MOVED: list[Row] = [("FQ-01", "枫桥一区(新)", zone(119.95, 29.62)), ("FQ-03", "枫桥三区", zone(119.99, 29.62))]
NOON = datetime(2026, 6, 1, 4, tzinfo=UTC)
"""Noon in China."""
SetClock = Callable[[datetime], None]


@pytest.fixture
async def office(person: NewPerson) -> Person:
    return await person(Role.GUIDANCE_OFFICE, towns=(), name="指导办01")


@pytest.fixture
def at_time(monkeypatch: pytest.MonkeyPatch) -> Iterator[SetClock]:
    """Sets the service's clock; what depends on the database's own is not asked here."""

    def at_time(moment: datetime) -> None:
        monkeypatch.setattr("backend.zones.imports.service.clock.now", lambda: moment)

    yield at_time
    monkeypatch.undo()
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(minutes=1)


async def bring(who: Person, rows: list[Row], **wanted: Any) -> str:
    params = {"kind": "duty_zone", "valid_from": "2026-01-01", "filename": "zones.geojson", **wanted}
    sent = await who.client.post("/api/areas/imports", params=params, content=geojson(rows))
    assert sent.status_code == 201, sent.text
    import_id = str(sent.json()["id"])
    decided = await who.client.put(f"/api/areas/imports/{import_id}/decision", json={"accept": "good_part"})
    assert decided.status_code == 200, decided.text
    return import_id


async def withdraw(who: Person, import_id: str) -> Response:
    return await who.client.put(f"/api/areas/imports/{import_id}/withdrawal")


async def in_force(who: Person) -> list[tuple[str, list[dict[str, Any]]]]:
    """What every day around is answered."""
    days = ("2025-12-31", "2026-01-01", "2026-06-30", "2026-07-01", "2026-12-31")
    return [(on, (await who.client.get("/api/areas", params={"on": on})).json()) for on in days]


async def test_an_import_that_does_not_exist_is_not_found(office: Person) -> None:
    assert (await withdraw(office, str(uuid4()))).status_code == 404
    assert (await office.client.get(f"/api/areas/imports/{uuid4()}/shapes")).status_code == 404


async def test_an_officer_may_neither_take_back_nor_list_nor_see_shapes(office: Person, officer: Person) -> None:
    import_id = await bring(office, ZONES)
    assert (await withdraw(officer, import_id)).status_code == 403
    assert (await officer.client.get("/api/areas/imports")).status_code == 403
    assert (await officer.client.get(f"/api/areas/imports/{import_id}/shapes")).status_code == 403


async def test_an_undecided_or_refused_import_cannot_be_taken_back(office: Person) -> None:
    params = {"kind": "duty_zone", "valid_from": "2026-01-01", "filename": "zones.geojson"}
    import_id = (await office.client.post("/api/areas/imports", params=params, content=geojson(ZONES))).json()["id"]
    assert (await withdraw(office, import_id)).status_code == 409
    await office.client.put(f"/api/areas/imports/{import_id}/decision", json={"accept": "none"})
    assert (await withdraw(office, import_id)).status_code == 409


@pytest.mark.parametrize("mode", ["by_code", "replace_all"])
async def test_what_was_in_force_is_in_force_again(office: Person, conn: Conn, mode: str) -> None:
    await bring(office, ZONES)
    before = await in_force(office)
    later = await bring(office, MOVED, valid_from="2026-07-01", mode=mode)
    assert await in_force(office) != before
    taken_back = await withdraw(office, later)
    assert (taken_back.status_code, taken_back.json()["state"]) == (200, "withdrawn")
    assert await in_force(office) == before
    assert await conn.fetchval("select count(*) from areas where import_id = $1 and valid_to = valid_from", later) == 2
    rows = await conn.fetch("select action from audit_events where subject = $1 order by id", later)
    assert [r["action"] for r in rows] == ["areas.checked", "areas.applied", "areas.withdrawn"]


async def test_taking_back_again_changes_nothing_and_the_import_is_not_decided_anew(office: Person) -> None:
    import_id = await bring(office, ZONES)
    first = await withdraw(office, import_id)
    again = await withdraw(office, import_id)
    assert (first.status_code, first.json()) == (again.status_code, again.json())
    anew = await office.client.put(f"/api/areas/imports/{import_id}/decision", json={"accept": "good_part"})
    assert anew.status_code == 409
    corrected = await bring(office, ZONES)
    assert corrected != import_id


async def test_a_later_import_stands_in_the_way_until_it_is_taken_back_itself(office: Person) -> None:
    first = await bring(office, ZONES)
    second = await bring(office, [("FQ-09", "枫桥九区", zone(120.05, 29.62))], filename="九区.geojson")
    refused = await withdraw(office, first)
    assert refused.status_code == 409
    assert "九区.geojson" in refused.json()["detail"]
    assert (await withdraw(office, second)).status_code == 200
    assert (await withdraw(office, first)).status_code == 200


async def test_a_patrol_keeps_the_zone_it_was_put_into(office: Person, officer: Person, conn: Conn) -> None:
    import_id = await bring(office, ZONES)
    area = await conn.fetchval("select id from areas where code = 'FQ-01'")
    await conn.execute(
        """
        insert into patrols (id, person_id, person_name, town_code, squad, state, started_at, sent_sha256,
                             duty_zone_id)
        values ($1, $2, 'x', '330681109', 'x', 'running', now(), 'x', $3)
        """,
        uuid4(), officer.id, area,
    )  # fmt: skip
    assert (await withdraw(office, import_id)).status_code == 200
    kept = await conn.fetchrow(
        "select areas.id, name from patrols join areas on areas.id = duty_zone_id where person_id = $1", officer.id
    )
    assert kept is not None
    assert tuple(kept) == (area, "枫桥一区")


async def test_after_midnight_it_stays_and_the_refusal_says_what_to_do(
    office: Person, conn: Conn, at_time: SetClock
) -> None:
    import_id = await bring(office, ZONES)
    await conn.execute("update area_imports set decided_at = $2 where id = $1", import_id, NOON)
    midnight = datetime(2026, 6, 2, tzinfo=SHANGHAI)
    at_time(midnight)
    refused = await withdraw(office, import_id)
    assert refused.status_code == 409
    assert "更正" in refused.json()["detail"]
    at_time(midnight - timedelta(microseconds=1))
    assert (await withdraw(office, import_id)).status_code == 200


def report(state: AreaImportState, decided_at: datetime | None) -> AreaImport:
    return AreaImport(
        id=uuid4(), origin=ImportOrigin.FILE, kind=AreaKind.DUTY_ZONE, filename="f",
        valid_from=date(2026, 7, 1), mode=ImportMode.BY_CODE,
        state=state, accepted=None, feature_count=1, good_count=1, applied_count=1, features=[], problems=[],
        imported_by=None, at=NOON, decided_at=decided_at, withdrawn_at=None,
    )  # fmt: skip


@pytest.mark.parametrize("minutes", range(0, 24 * 60, 37))
def test_the_end_is_the_next_midnight_in_china_whenever_it_was_decided(minutes: int) -> None:
    decided = datetime(2026, 12, 31, tzinfo=SHANGHAI) + timedelta(minutes=minutes)
    until = rules.withdrawable_until(decided.astimezone(UTC))
    assert until == datetime(2027, 1, 1, tzinfo=SHANGHAI)
    applied = report(AreaImportState.APPLIED, decided)
    assert rules.may_withdraw(applied, until - timedelta(microseconds=1))
    with pytest.raises(Conflict):
        rules.may_withdraw(applied, until)


async def test_imports_are_listed_newest_first_a_page_at_a_time(office: Person) -> None:
    ids = [await bring(office, [(f"FQ-1{n}", f"{n}区", zone(119.95 + n * 0.03, 29.6))]) for n in range(3)]
    await withdraw(office, ids[2])
    first = (await office.client.get("/api/areas/imports", params={"limit": 2})).json()
    rest = (await office.client.get("/api/areas/imports", params={"limit": 2, "after": first["next"]})).json()
    lines = first["items"] + rest["items"]
    assert [line["id"] for line in lines] == ids[::-1]
    assert rest["next"] is None
    assert [line["state"] for line in lines] == ["withdrawn", "applied", "applied"]
    assert {line["imported_by_name"] for line in lines} == {"指导办01"}
    assert lines[0]["withdrawn_by_name"] == lines[0]["decided_by_name"] == "指导办01"
    assert (await office.client.get("/api/areas/imports", params={"limit": 0})).status_code == 422


async def test_shapes_come_back_good_or_bad_and_swapped_axes_the_right_way_round(office: Person) -> None:
    crossing = [[119.97, 29.6], [119.99, 29.62], [119.99, 29.6], [119.97, 29.62], [119.97, 29.6]]
    swapped = [[29.6, 120.0], [29.6, 120.02], [29.62, 120.02], [29.62, 120.0], [29.6, 120.0]]
    file = collection(
        [
            feature({"type": "Polygon", "coordinates": [list(map(list, zone(119.95, 29.6).exterior.coords))]}, "A-1"),
            feature(polygon(crossing), "A-2"),
            feature(polygon(swapped), "A-3"),
            feature(None, "A-4"),
            feature(polygon([[1e7, 1e7], [1e7, 2e7], [2e7, 2e7], [1e7, 1e7]]), "A-5"),
        ]
    )
    params = {"kind": "duty_zone", "valid_from": "2026-01-01", "filename": "zones.geojson"}
    sent = (await office.client.post("/api/areas/imports", params=params, content=file)).json()
    shapes = (await office.client.get(f"/api/areas/imports/{sent['id']}/shapes")).json()
    assert [s["index"] for s in shapes] == [0, 1, 2]
    assert [sorted(p) for p in shapes[1]["geometry"]["coordinates"][0]] == [sorted(crossing)]
    assert [sorted(p) for p in shapes[2]["geometry"]["coordinates"][0]] == [sorted([y, x] for x, y in swapped)]
