"""Importing by the interface: checked, decided by a person, in force from a day on, one answer for every day."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import uuid4

import pytest
from httpx import Response

from backend.auth.permissions import Role
from backend.core.db import Conn
from tests.backend.zones.samples import (
    COUNTY,
    TOWNS,
    ZONES,
    Row,
    geojson,
    geopackage,
    shapefile,
    zone,
)
from tests.conftest import NewPerson, Person

BAD: Row = ("FQ-03", "枫桥三区", zone(2.0, 48.0))
Send = Callable[..., Awaitable[Response]]


@pytest.fixture
async def office(person: NewPerson) -> Person:
    """指导办01, who may import areas."""
    return await person(Role.GUIDANCE_OFFICE, towns=(), name="指导办01")


@pytest.fixture
def send(office: Person) -> Send:
    async def send(file: bytes, kind: str = "duty_zone", valid_from: str = "2026-01-01", **wanted: Any) -> Response:
        params = {"kind": kind, "valid_from": valid_from, "filename": "zones.geojson", **wanted}
        return await office.client.post("/api/areas/imports", params=params, content=file)

    return send


@pytest.fixture
def bring(office: Person, send: Send) -> Send:
    """Import and accept."""

    async def bring(file: bytes, kind: str = "duty_zone", accept: str = "all", **wanted: Any) -> Response:
        sent = await send(file, kind, **wanted)
        assert sent.status_code == 201, sent.text
        return await decide(office, sent.json()["id"], accept)

    return bring


async def decide(who: Person, import_id: str, accept: str) -> Response:
    return await who.client.put(f"/api/areas/imports/{import_id}/decision", json={"accept": accept})


async def at(who: Person, lon: float, lat: float, on: str) -> dict[str, str]:
    answer = await who.client.get("/api/areas/at", params={"lon": lon, "lat": lat, "on": on})
    assert answer.status_code == 200
    return {a["kind"]: a["code"] for a in answer.json()["areas"]}


async def test_an_import_that_does_not_exist_is_not_found(office: Person) -> None:
    assert (await office.client.get(f"/api/areas/imports/{uuid4()}")).status_code == 404
    assert (await decide(office, str(uuid4()), "all")).status_code == 404


async def test_an_officer_may_neither_import_nor_read_nor_decide(officer: Person, send: Send) -> None:
    import_id = (await send(geojson(ZONES))).json()["id"]
    params = {"kind": "town", "valid_from": "2026-01-01", "filename": "x"}
    assert (await officer.client.post("/api/areas/imports", params=params, content=b"{}")).status_code == 403
    assert (await officer.client.get(f"/api/areas/imports/{import_id}")).status_code == 403
    assert (await decide(officer, import_id, "all")).status_code == 403


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"kind": "moon"}, "kind"),
        ({"valid_from": "yesterday"}, "valid_from"),
        ({"valid_from": "0001-01-01"}, "valid_from"),
        ({"valid_from": "9999-12-31"}, "valid_from"),
        ({"datum": "bd09"}, "datum"),
        ({"epsg": 2**70}, "epsg"),
        ({"epsg": 1}, "epsg"),
        ({"filename": ""}, "filename"),
    ],
)
async def test_wrong_parameters_are_named(send: Send, changed: dict[str, Any], field: str) -> None:
    answer = await send(geojson(ZONES), **changed)
    assert answer.status_code == 422
    assert [e["field"] for e in answer.json()["errors"]] == [field]


async def test_files_that_cannot_be_read_are_refused_and_not_kept(send: Send, conn: Conn) -> None:
    for file, reason in ((b"", "The file is empty."), (b"hello", "unknown_format"), (b"{", "unreadable")):
        answer = await send(file)
        assert answer.status_code == 422
        assert [(e["field"], e["reason"]) for e in answer.json()["errors"]] == [("file", reason)]
    assert (await send(b"x" * ((20 << 20) + 1))).status_code == 413
    assert await conn.fetchval("select count(*) from area_imports") == 0


async def test_a_checked_file_changes_nothing_until_somebody_decides(office: Person, send: Send, conn: Conn) -> None:
    answer = await send(geojson(ZONES), filename="..\\枫桥/勤务区.geojson")
    assert answer.status_code == 201
    report = answer.json()
    assert (report["state"], report["feature_count"], report["good_count"]) == ("checked", 2, 2)
    assert report["filename"] == "勤务区.geojson"
    assert report["imported_by"] == str(office.id)
    assert await conn.fetchval("select count(*) from areas") == 0
    assert (await office.client.get(f"/api/areas/imports/{report['id']}")).json() | {"at": 0} == report | {"at": 0}


@pytest.mark.parametrize("make", [geojson, geopackage, shapefile])
async def test_every_format_comes_into_force_when_accepted(
    make: Callable[[list[Row]], bytes], office: Person, bring: Send, conn: Conn
) -> None:
    answer = await bring(make(ZONES))
    assert answer.status_code == 200, answer.text
    assert (answer.json()["state"], answer.json()["applied_count"]) == ("applied", 2)
    row = await conn.fetchrow("select * from areas where code = 'FQ-01'")
    assert row is not None
    assert (row["name"], row["kind"], str(row["valid_from"]), row["valid_to"]) == (
        "枫桥一区", "duty_zone", "2026-01-01", None,
    )  # fmt: skip
    assert await conn.fetchval("select st_srid(geom) from areas where code = 'FQ-01'") == 4490
    assert await at(office, 119.96, 29.61, "2026-01-01") == {"duty_zone": "FQ-01"}
    assert await at(office, 119.96, 29.61, "2025-12-31") == {}


async def test_not_all_is_accepted_while_a_part_is_bad(office: Person, send: Send, conn: Conn) -> None:
    report = (await send(geojson([*ZONES, BAD]))).json()
    assert [f["ok"] for f in report["features"]] == [True, True, False]
    assert report["features"][2]["errors"][0]["code"] == "outside_china"
    refused = await decide(office, report["id"], "all")
    assert refused.status_code == 409
    assert "2" in refused.json()["detail"]
    assert await conn.fetchval("select count(*) from areas") == 0
    accepted = await decide(office, report["id"], "good_part")
    assert accepted.status_code == 200
    assert accepted.json()["applied_count"] == 2
    assert await conn.fetchval("select array_agg(code order by code) from areas") == ["FQ-01", "FQ-02"]


async def test_a_file_without_a_good_area_is_refused_at_once(office: Person, send: Send) -> None:
    report = (await send(geojson([BAD]))).json()
    assert report["state"] == "refused"
    assert (await decide(office, report["id"], "good_part")).status_code == 409
    assert (await decide(office, report["id"], "none")).status_code == 200


async def test_the_same_decision_again_changes_nothing_and_another_is_a_conflict(
    office: Person, send: Send, conn: Conn
) -> None:
    import_id = (await send(geojson(ZONES))).json()["id"]
    first = await decide(office, import_id, "all")
    again = await decide(office, import_id, "all")
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json() == again.json()
    assert (await decide(office, import_id, "none")).status_code == 409
    assert await conn.fetchval("select count(*) from areas") == 2
    refused = (await send(geojson(ZONES), valid_from="2026-02-01")).json()["id"]
    assert (await decide(office, refused, "none")).json()["state"] == "refused"
    assert (await decide(office, refused, "all")).status_code == 409
    assert await conn.fetchval("select count(*) from areas") == 2


async def test_checks_and_decisions_are_in_the_audit_log(office: Person, send: Send, conn: Conn) -> None:
    import_id = (await send(geojson(ZONES))).json()["id"]
    await decide(office, import_id, "all")
    rows = await conn.fetch("select action, actor, subject::text from audit_events order by id")
    assert [tuple(r) for r in rows] == [
        ("areas.checked", office.id, import_id),
        ("areas.applied", office.id, import_id),
    ]


async def test_a_new_version_ends_the_old_one_and_every_day_has_one_answer(office: Person, bring: Send) -> None:
    await bring(geojson(ZONES))
    moved: list[Row] = [("FQ-01", "枫桥一区(新)", zone(119.95, 29.62)), ("FQ-02", "枫桥二区", zone(119.97, 29.6))]
    answer = await bring(geojson(moved), valid_from="2026-07-01")
    assert answer.status_code == 200, answer.text
    assert await at(office, 119.96, 29.61, "2026-06-30") == {"duty_zone": "FQ-01"}
    assert await at(office, 119.96, 29.61, "2026-07-01") == {}
    assert await at(office, 119.96, 29.63, "2026-07-01") == {"duty_zone": "FQ-01"}
    assert await at(office, 119.98, 29.61, "2026-07-01") == {"duty_zone": "FQ-02"}
    listed = (await office.client.get("/api/areas", params={"kind": "duty_zone", "on": "2026-06-30"})).json()
    assert [(a["code"], a["valid_to"]) for a in listed] == [("FQ-01", "2026-07-01"), ("FQ-02", "2026-07-01")]


async def test_a_version_replaced_on_its_first_day_was_never_in_force(office: Person, bring: Send) -> None:
    await bring(geojson(ZONES))
    await bring(geojson([("FQ-01", "更正", zone(119.95, 29.62))]))
    assert await at(office, 119.96, 29.61, "2026-01-01") == {}
    assert await at(office, 119.96, 29.63, "2026-01-01") == {"duty_zone": "FQ-01"}


async def test_an_import_earlier_than_a_later_version_is_a_conflict_that_names_it(bring: Send, conn: Conn) -> None:
    await bring(geojson(ZONES), valid_from="2026-07-01")
    answer = await bring(geojson(ZONES[:1]), valid_from="2026-03-01")
    assert answer.status_code == 409
    assert "FQ-01" in answer.json()["detail"]
    assert await conn.fetchval("select count(*) from areas") == 2


async def test_ground_of_an_area_that_stays_in_force_is_refused(office: Person, send: Send, bring: Send) -> None:
    late = (await send(geojson([("FQ-09", "枫桥九区", zone(119.955, 29.605))]))).json()
    assert late["state"] == "checked"
    await bring(geojson(ZONES))
    report = (await send(geojson([("FQ-09", "枫桥九区", zone(119.955, 29.605))]))).json()
    assert report["state"] == "refused"
    findings = report["features"][0]["errors"]
    assert [(f["code"], f["other_code"]) for f in findings if f["severity"] == "error"] == [
        ("overlaps_in_force", "FQ-01"),
        ("overlaps_in_force", "FQ-02"),
    ]
    answer = await decide(office, late["id"], "all")
    assert answer.status_code == 409
    assert "FQ-09 / FQ-01" in answer.json()["detail"]


async def test_replacing_all_ends_what_the_new_file_no_longer_holds_in_its_towns(office: Person, bring: Send) -> None:
    towns = [(code, name, shape) for code, (name, shape) in TOWNS.items()]
    assert (await bring(geojson(towns), "town")).status_code == 200
    other: Row = ("DK-01", "店口一区", zone(120.15, 29.6))
    await bring(geojson([*ZONES, other]))
    answer = await bring(geojson([("FQ-A", "新一区", zone(119.96, 29.6))]), valid_from="2026-07-01", mode="replace_all")
    assert answer.status_code == 200, answer.text
    assert (await at(office, 119.955, 29.61, "2026-07-01")).get("duty_zone") is None
    assert (await at(office, 119.955, 29.61, "2026-06-30"))["duty_zone"] == "FQ-01"
    assert (await at(office, 119.97, 29.61, "2026-07-01"))["duty_zone"] == "FQ-A"
    assert await at(office, 120.16, 29.61, "2026-07-01") == {"duty_zone": "DK-01", "town": "330681104"}


async def test_county_then_towns_then_zones_check_one_another(office: Person, send: Send, bring: Send) -> None:
    assert (await bring(geojson([("330681", "诸暨市", COUNTY)]), "county")).status_code == 200
    stray = (await send(geojson([("330682109", "别处", zone(119.9, 29.5))]), "town")).json()
    assert [e["code"] for e in stray["features"][0]["errors"]] == ["unknown_parent"]
    towns = [(code, name, shape) for code, (name, shape) in TOWNS.items()]
    assert (await bring(geojson(towns), "town")).status_code == 200
    report = (await bring(geojson(ZONES))).json()
    assert report["problems"] == []
    listed = (await office.client.get("/api/areas", params={"town_code": "330681109", "on": "2026-01-01"})).json()
    assert [a["code"] for a in listed] == ["330681109", "FQ-01", "FQ-02"]
    assert await at(office, 119.96, 29.61, "2026-01-01") == {
        "county": "330681", "town": "330681109", "duty_zone": "FQ-01",
    }  # fmt: skip


async def test_a_place_on_a_border_belongs_to_the_lowest_code(office: Person, bring: Send) -> None:
    rows: list[Row] = [("b-2", "乙", zone(119.95, 29.6)), ("B-10", "丙", zone(119.97, 29.6))]
    await bring(geojson(rows))
    assert await at(office, 119.97, 29.61, "2026-01-01") == {"duty_zone": "B-10"}


@pytest.mark.parametrize(
    "place",
    [("1000", "29"), ("120", "91"), ("nan", "29"), ("120", "inf"), ("1e400", "29"), ("x", "29"), (str(2**70), "0")],
)
async def test_a_place_that_is_none_is_named(officer: Person, place: tuple[str, str]) -> None:
    answer = await officer.client.get("/api/areas/at", params={"lon": place[0], "lat": place[1]})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] in ("lon", "lat")


async def test_areas_carry_an_etag_that_changes_with_them(office: Person, officer: Person, bring: Send) -> None:
    await bring(geojson(ZONES))
    first = await officer.client.get("/api/areas", params={"on": "2026-01-02"})
    assert first.status_code == 200
    assert first.json()[0]["geometry"]["type"] == "MultiPolygon"
    tag = {"if-none-match": first.headers["etag"]}
    again = await officer.client.get("/api/areas", params={"on": "2026-01-02"}, headers=tag)
    assert (again.status_code, again.content) == (304, b"")
    assert (await officer.client.get("/api/areas", params={"on": "2026-01-03"}, headers=tag)).status_code == 200
    await bring(geojson([("FQ-03", "枫桥三区", zone(120.0, 29.6))]))
    changed = await officer.client.get("/api/areas", params={"on": "2026-01-02"}, headers=tag)
    assert changed.status_code == 200
    assert len(changed.json()) == 3
