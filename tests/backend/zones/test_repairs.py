"""What could be done about areas that overlap or leave gaps: seen first, and sent again like any other file."""

import json
from typing import Any
from uuid import uuid4

import numpy as np
import pytest
import shapely
from shapely import Polygon, box

from backend.auth.permissions import Role
from backend.zones.structs import AreaKind
from geo.metric import to_metres
from geo.repairs import Repair
from tests.backend.zones.samples import Row, checked, codes, geojson
from tests.conftest import NewPerson, Person

W, S = 119.95, 29.6


def at(west: float, south: float, east: float, north: float) -> Polygon:
    """A box in thousandths of a degree from a corner."""
    return box(*np.add(np.array([west, south, east, north]) / 1000, [W, S, W, S]))


OVERLAP: list[Row] = [("A", "甲", at(0, 0, 10, 10)), ("B", "乙", at(9, 2, 20, 8))]
GAP: list[Row] = [
    ("A", "甲", at(0, 0, 10, 10)), ("B", "乙", at(12, 0, 20, 10)), ("C", "丙", at(0, 10, 20, 15)),
    ("D", "丁", at(0, -5, 20, 0)),
]  # fmt: skip
CRACK: list[Row] = [
    ("A", "甲", at(0, 0, 10, 10)), ("B", "乙", at(10.01, 0, 20, 10)), ("C", "丙", at(0, 10, 20, 15)),
    ("D", "丁", at(0, -5, 20, 0)),
]  # fmt: skip


def metres(shape: Any) -> Any:
    return to_metres(np.array([shape], object))[0]


@pytest.mark.parametrize(
    ("rows", "repair", "index", "ground"),
    [
        (OVERLAP, Repair.CUT, 1, at(9, 2, 10, 8)),
        (GAP, Repair.FILL, 0, at(10, 0, 12, 10)),
        (CRACK, Repair.SNAP, 0, at(10, 0, 10.01, 10)),
        ([*OVERLAP[:1], ("B", "乙", at(0, 0, 10, 10))], Repair.DROP, 1, at(0, 0, 10, 10)),
    ],
)
def test_every_fault_has_a_proposal_with_its_ground_and_its_area(
    rows: list[Row], repair: Repair, index: int, ground: Polygon
) -> None:
    (proposal,) = checked(geojson(rows)).repairs.proposals
    assert (proposal.repair, proposal.index) == (repair, index)
    assert proposal.area_m2 == pytest.approx(metres(ground).area, rel=1e-3)
    assert shapely.from_geojson(json.dumps(geometry(proposal.ground))).symmetric_difference(ground).area < 1e-8
    assert ground.contains(shapely.Point(proposal.place))
    assert rows[index][1] in proposal.zh
    assert rows[index][1] in proposal.en
    assert (proposal.after is None) == (repair is Repair.DROP)


def geometry(shape: Any) -> dict[str, Any]:
    return {"type": "MultiPolygon", "coordinates": shape.coordinates}


def test_a_gap_is_noted_on_the_area_that_would_fill_it_and_stands_in_nobodys_way() -> None:
    outcome = checked(geojson(GAP))
    assert codes(outcome) == [["gap"], [], [], []]
    assert all(f.ok for f in outcome.features)


def test_sound_areas_and_a_single_one_have_no_proposals() -> None:
    for rows in (OVERLAP[:1], [OVERLAP[0], ("B", "乙", at(10, 0, 20, 10))]):
        repairs = checked(geojson(rows)).repairs
        assert (repairs.proposals, repairs.shapes) == ([], [])


@pytest.mark.parametrize("rows", [OVERLAP, GAP, CRACK, [*GAP, ("E", "戊", at(8, 4, 14, 18))]])
def test_after_all_repairs_the_file_has_nothing_left_to_repair(rows: list[Row]) -> None:
    repairs = checked(geojson(rows)).repairs
    mended = [(s.code, s.name, shapely.from_wkb(s.wkb)) for s in repairs.shapes]
    again = checked(geojson(mended))
    assert again.repairs.proposals == []
    assert codes(again) == [[] for _ in mended]
    ground = shapely.union_all([s for _, _, s in rows])
    assert shapely.union_all([s for _, _, s in mended]).area >= ground.area - 1e-12


def test_areas_that_nothing_is_done_about_keep_their_coordinates_to_the_last_digit() -> None:
    third = ("C", "丙", at(30.0123456789, 0, 40.0987654321, 10))
    repairs = checked(geojson([*OVERLAP, third])).repairs
    same = [
        shapely.from_wkb(shape.wkb).equals_exact(row[2])
        for shape, row in zip(repairs.shapes, [*OVERLAP, third], strict=True)
    ]
    assert same == [True, False, True]


def test_unit_grids_out_of_order_are_noted() -> None:
    village = "330681109001"
    rows = [(f"{village}{n:03}", "格", at(i * 5, 0, i * 5 + 5, 5)) for i, n in enumerate((1, 9, 3, 4))]
    outcome = checked(geojson(rows), AreaKind.UNIT_GRID)
    assert codes(outcome) == [[], ["grid_order"], [], []]
    assert all(f.ok for f in outcome.features)


@pytest.fixture
async def office(person: NewPerson) -> Person:
    return await person(Role.GUIDANCE_OFFICE, towns=(), name="指导办01")


async def sent(office: Person, rows: list[Row]) -> str:
    params = {"kind": "duty_zone", "valid_from": "2026-01-01", "filename": "枫桥 zones.geojson"}
    answer = await office.client.post("/api/areas/imports", params=params, content=geojson(rows))
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def test_repairs_of_an_import_that_is_not_there_are_not_found(office: Person) -> None:
    for what in ("repairs", "repaired"):
        assert (await office.client.get(f"/api/areas/imports/{uuid4()}/{what}")).status_code == 404


async def test_an_officer_sees_no_repairs(office: Person, officer: Person) -> None:
    import_id = await sent(office, OVERLAP)
    for what in ("repairs", "repaired"):
        assert (await officer.client.get(f"/api/areas/imports/{import_id}/{what}")).status_code == 403


async def test_where_there_is_nothing_to_repair_there_is_no_repaired_file(office: Person) -> None:
    import_id = await sent(office, OVERLAP[:1])
    assert (await office.client.get(f"/api/areas/imports/{import_id}/repairs")).json() == []
    assert (await office.client.get(f"/api/areas/imports/{import_id}/repaired")).status_code == 409


async def test_a_repaired_file_is_looked_at_sent_again_and_is_good(office: Person) -> None:
    import_id = await sent(office, OVERLAP)
    (proposal,) = (await office.client.get(f"/api/areas/imports/{import_id}/repairs")).json()
    assert (proposal["repair"], proposal["index"], proposal["others"]) == ("cut", 1, [0])
    before = (await office.client.get(f"/api/areas/imports/{import_id}")).json()
    repaired = await office.client.get(f"/api/areas/imports/{import_id}/repaired")
    assert repaired.headers["content-type"] == "application/geo+json"
    assert "repaired.geojson" in repaired.headers["content-disposition"]
    # Nothing has happened to the import itself.
    assert (await office.client.get(f"/api/areas/imports/{import_id}")).json() == before
    params = {"kind": "duty_zone", "valid_from": "2026-01-01", "filename": "repaired.geojson"}
    again = await office.client.post("/api/areas/imports", params=params, content=repaired.content)
    assert (again.json()["good_count"], again.json()["feature_count"]) == (2, 2)
    assert [f["name"] for f in again.json()["features"]] == ["甲", "乙"]
