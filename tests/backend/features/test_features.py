"""The layers as a GIS program sees them: within the caller's rights, by box and time, page after page."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from httpx import AsyncClient
from litestar import Litestar
from msgspec import structs

from backend.auth.permissions import Role
from backend.core.db import Conn
from backend.core.ids import uuid7
from backend.patrols.tracks.derived import paths
from tests.backend.patrols.conftest import START, Phone, batch, make_zone
from tests.conftest import DIANKOU, NewPerson, OneConnection, Person
from tests.support.leads import reported

ROOT = "/api/ogc"


async def read(client: AsyncClient, path: str = "", **params: Any) -> Any:
    answer = await client.get(ROOT + path, params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def items(client: AsyncClient, layer: str, **params: Any) -> list[Any]:
    """All of them, by following the links."""
    page = await read(client, f"/collections/{layer}/items", **params)
    found = page["features"]
    while following := [link["href"] for link in page["links"] if link["rel"] == "next"]:
        there = urlsplit(following[0])
        page = (await client.get(f"{there.path}?{there.query}")).json()
        assert page["numberReturned"] == len(page["features"])
        found += page["features"]
    return found


async def test_the_way_in_leads_to_everything(officer: Person) -> None:
    links = {link["rel"]: link for link in (await read(officer.client))["links"]}
    assert {"self", "service-desc", "conformance", "data"} == set(links)
    for link in links.values():
        answer = await officer.client.get(link["href"])
        assert answer.status_code == 200
        assert answer.headers["content-type"].partition(";")[0] == link["type"].partition(";")[0]
    said = (await read(officer.client, "/conformance"))["conformsTo"]
    assert "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core" in said


async def test_everybody_is_told_of_the_layers_they_may_read(
    officer: Person, grid_worker: Person, person: NewPerson
) -> None:
    auditor = await person(Role.AUDITOR)
    theirs = ((officer, ["zones", "leads", "patrols"]), (grid_worker, ["zones", "leads"]), (auditor, ["zones"]))
    for who, layers in theirs:
        told = await read(who.client, "/collections")
        assert [layer["id"] for layer in told["collections"]] == layers
        for layer in layers:
            assert (await read(who.client, f"/collections/{layer}"))["id"] == layer


async def test_what_can_be_asked_is_described_in_openapi_3_0(officer: Person) -> None:
    told = await read(officer.client, "/api")
    assert told["openapi"].startswith("3.0.")
    for path in told["paths"]:
        real = path.replace("{featureId}", str(uuid7()))
        assert (await officer.client.get(ROOT + real)).status_code == (404 if "{" in path else 200)
    limit = next(p for p in told["paths"]["/collections/zones/items"]["get"]["parameters"] if p["name"] == "limit")
    assert limit["schema"]["maximum"] == 1000


async def test_zones_are_those_of_today_unless_another_day_is_asked_for(officer: Person, conn: Conn) -> None:
    today = date.today()
    await make_zone(conn, "A", 120.2, 29.7, 120.3, 29.8, valid_from=date(2020, 1, 1), valid_to=date(2024, 1, 1))
    await make_zone(conn, "B", 120.2, 29.7, 120.3, 29.8, valid_from=date(2024, 1, 1))
    await make_zone(conn, "C", 120.4, 29.7, 120.5, 29.8, valid_from=today + timedelta(days=9))

    async def codes(**params: Any) -> list[str]:
        found = await items(officer.client, "zones", kind="duty_zone", **params)
        return sorted(f["properties"]["code"] for f in found)

    assert await codes() == ["B"]
    assert await codes(datetime="2023-12-31") == ["A"]
    assert await codes(datetime="2023-12-31/2024-01-01") == ["A", "B"]
    assert await codes(datetime="../..") == ["A", "B", "C"]
    assert await codes(datetime="../..", bbox="120.35,29,121,30") == ["C"]
    assert await codes(datetime="../..", town_code=DIANKOU) == []
    (zone,) = await items(officer.client, "zones", kind="duty_zone")
    assert zone["type"] == "Feature"
    assert zone["geometry"]["type"] == "MultiPolygon"
    assert [120.2, 29.7] in zone["geometry"]["coordinates"][0][0]
    alone = await read(officer.client, f"/collections/zones/items/{zone['id']}")
    assert alone["geometry"] == zone["geometry"]


async def test_pages_follow_one_another_without_gap_or_repetition(officer: Person, conn: Conn) -> None:
    for n in range(7):
        await make_zone(conn, f"Z{n}", 120 + n / 10, 29.7, 120.05 + n / 10, 29.8)
    found = await items(officer.client, "zones", limit=2, bbox="120,29,121,30")
    assert sorted(f["properties"]["code"] for f in found) == [f"Z{n}" for n in range(7)]


async def test_leads_are_those_within_reach_by_place_and_capture(officer: Person, stranger: Person) -> None:
    lead = (await reported(officer.client))["id"]
    (found,) = await items(officer.client, "leads")
    assert (found["id"], found["geometry"]["type"]) == (lead, "Point")
    assert found["properties"]["captured_at"].endswith("+08:00")
    lon, lat = found["geometry"]["coordinates"]
    assert await items(stranger.client, "leads") == []
    assert (await stranger.client.get(f"{ROOT}/collections/leads/items/{lead}")).status_code == 404
    around = f"{lon - 0.01},{lat - 0.01},{lon + 0.01},{lat + 0.01}"
    assert len(await items(officer.client, "leads", bbox=around, datetime="2020-01-01/..")) == 1
    assert await items(officer.client, "leads", bbox="0,0,1,1") == []
    assert await items(officer.client, "leads", datetime="../2020-01-01") == []
    assert await items(officer.client, "leads", state="closed") == []


@pytest.mark.parametrize("ended", [False, True])
async def test_a_patrol_is_its_way_under_way_and_ended(
    officer: Person, phone: Phone, conn: Conn, stranger: Person, ended: bool
) -> None:
    patrol = await phone.start()
    await phone.send(patrol, batch(0, 30))
    if ended:
        await phone.event(patrol, "end", START + timedelta(hours=1))
        await paths.refresh(OneConnection(conn))
    (found,) = await items(officer.client, "patrols", datetime="2026-03-02", bbox="120,29,121,30")
    assert found["geometry"]["type"] == "MultiLineString"
    line = found["geometry"]["coordinates"][0]
    assert line[0] == pytest.approx([120.25, 29.7])
    assert line[-1] == pytest.approx([120.25, 29.7029])
    assert len(line) == 2, "a straight way needs no more"
    assert not {"distance_m", "point_count"} & set(found["properties"])
    assert await items(officer.client, "patrols", datetime="2026-03-01") == []
    assert await items(officer.client, "patrols", bbox="0,0,1,1") == []
    assert await items(stranger.client, "patrols") == []


async def test_a_patrol_that_was_nowhere_yet_has_no_shape(officer: Person, phone: Phone) -> None:
    await phone.start()
    (found,) = await items(officer.client, "patrols")
    assert found["geometry"] is None


async def test_reading_what_tells_of_people_leaves_a_trace(command_room: Person, phone: Phone, conn: Conn) -> None:
    await phone.start()
    await items(command_room.client, "patrols", bbox="120,29,121,30")
    await items(command_room.client, "patrols", datetime="2026-03-02")
    await items(command_room.client, "zones")
    traces = await conn.fetch("select actor, action, detail from audit_events where action like '%features_read'")
    assert [(t["actor"], t["action"], t["detail"]["rows"]) for t in traces] == [
        (command_room.id, "patrols.features_read", 0),
        (command_room.id, "patrols.features_read", 1),
    ]
    assert traces[0]["detail"]["asked"] == {"bbox": "120,29,121,30"}


@pytest.mark.parametrize(
    ("query", "field"),
    [("bbox=1,2,3", "bbox"), ("datetime=now", "datetime"), ("limit=0", "limit"), ("nothing=1", "nothing")],
)
async def test_a_wrong_parameter_is_400_with_what_and_where(officer: Person, query: str, field: str) -> None:
    answer = await officer.client.get(f"{ROOT}/collections/zones/items?{query}")
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["errors"][0]["field"] == field
    assert field in problem["detail"]
    assert (await officer.client.get(f"{ROOT}/collections?{query}")).status_code == 400


async def test_a_layer_that_is_not_there_is_not_found(officer: Person) -> None:
    answer = await officer.client.get(f"{ROOT}/collections/cases/items")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


async def test_links_name_the_address_browsers_come_by(officer: Person, app: Litestar) -> None:
    """Behind a proxy that ends TLS the request itself does not know."""
    assert (await read(officer.client))["links"][0]["href"] == "https://fengxun.test/api/ogc"
    app.state.settings = structs.replace(app.state.settings, public_origins=("http://fengxun.test",))
    assert (await read(officer.client))["links"][0]["href"] == "http://fengxun.test/api/ogc"
