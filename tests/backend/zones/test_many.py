"""A county's grid: two thousand areas in one file are checked, taken as a whole, listed and taken along as one."""

import csv
import io
from itertools import pairwise

import pytest
from shapely import box

from backend.auth.permissions import Role
from tests.backend.zones.samples import Row, geojson
from tests.conftest import NewPerson, Person

ACROSS, DOWN = 50, 40
STEP = 0.004


def grid() -> list[Row]:
    """Squares that share their borders, as the cells of a grid do."""
    return [
        (f"UG-{n:04}", f"网格{n:04}", box(west, south, west + STEP, south + STEP))
        for n in range(ACROSS * DOWN)
        for west, south in [(119.9 + n % ACROSS * STEP, 29.6 + n // ACROSS * STEP)]
    ]


@pytest.fixture
async def office(person: NewPerson) -> Person:
    return await person(Role.GUIDANCE_OFFICE, towns=(), name="指导办01")


async def test_two_thousand_areas_are_checked_taken_and_listed(office: Person) -> None:
    params = {"kind": "governance_grid", "valid_from": "2026-01-01", "filename": "grid.geojson"}
    sent = await office.client.post("/api/areas/imports", params=params, content=geojson(grid()))
    assert sent.status_code == 201, sent.text
    report = sent.json()
    assert (report["feature_count"], report["good_count"]) == (2000, 2000)
    shapes = (await office.client.get(f"/api/areas/imports/{report['id']}/shapes")).json()
    assert [shape["index"] for shape in shapes] == list(range(2000))
    decided = await office.client.put(f"/api/areas/imports/{report['id']}/decision", json={"accept": "all"})
    assert decided.json()["applied_count"] == 2000, decided.text
    asked = {"kind": "governance_grid", "on": "2026-01-01"}
    codes: list[str] = []
    after: dict[str, str] = {}
    while len(codes) < 2000:
        page = (await office.client.get("/api/areas/page", params={**asked, **after, "limit": "200"})).json()
        assert len(page["items"]) == 200
        codes += [area["code"] for area in page["items"]]
        after = {"after": page["next"]} if page["next"] else {}
    assert after == {}
    assert all(one < other for one, other in pairwise(codes))
    file = await office.client.get("/api/areas/export", params={**asked, "format": "csv"})
    rows = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"), newline="")))
    assert [row[2] for row in rows[1:]] == codes
