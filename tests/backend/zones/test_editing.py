"""Borders changed on the map: cut, joined, fitted, in force from a date, taken back; and two who edit at once."""

from typing import Any
from uuid import uuid4

import pytest
import shapely
from httpx import Response
from shapely import Polygon, box

from backend.auth.permissions import Role
from backend.core.db import Conn
from backend.core.ids import uuid7
from backend.zones.editing import rules
from backend.zones.structs import AreaKind
from tests.backend.zones.samples import Row, geojson
from tests.conftest import NewPerson, Person

W, S = 119.95012345678901, 29.60012345678901
"""With every digit that a number has."""
DAY = "2026-07-01"
A, B = box(W, S, W + 0.02, S + 0.02), box(W + 0.02, S, W + 0.04, S + 0.02)
ROWS: list[Row] = [("FQ-01", "枫桥一区", A), ("FQ-02", "枫桥二区", B)]


@pytest.fixture
async def office(person: NewPerson) -> Person:
    return await person(Role.GUIDANCE_OFFICE, towns=(), name="指导办01")


@pytest.fixture
async def colleague(person: NewPerson) -> Person:
    return await person(Role.GUIDANCE_OFFICE, towns=(), name="指导办02")


@pytest.fixture
async def standing(office: Person, conn: Conn) -> dict[str, dict[str, Any]]:
    """Two duty zones of a town in force, as they are edited, by code."""
    await conn.execute(
        """
        insert into areas (id, kind, code, name, town_code, valid_from, geom, area_m2)
        values ($1, 'town', '330681109', '枫桥镇', '330681109', '2020-01-01',
                st_multi(st_makeenvelope(119.9, 29.5, 120.1, 29.8, 4490)), 1)
        """,
        uuid7(),
    )
    await bring(office, ROWS)
    return {a["code"]: a for a in (await read(office)).json()["areas"]}


async def bring(who: Person, rows: list[Row], valid_from: str = "2026-01-01") -> None:
    params = {"kind": "duty_zone", "valid_from": valid_from, "filename": "zones.geojson"}
    sent = await who.client.post("/api/areas/imports", params=params, content=geojson(rows))
    decided = await who.client.put(f"/api/areas/imports/{sent.json()['id']}/decision", json={"accept": "all"})
    assert decided.status_code == 200, decided.text


async def read(who: Person, on: str = DAY) -> Response:
    params = {"kind": "duty_zone", "town_code": "330681109", "on": on}
    return await who.client.get("/api/areas/editing", params=params)


def drawn(shape: Polygon) -> dict[str, Any]:
    told: dict[str, Any] = shapely.geometry.mapping(shapely.multipolygons([shape]))
    return told


def shape(told: Any) -> Any:
    return shapely.geometry.shape(told.get("geometry", told))


def changed(area: dict[str, Any] | None, geometry: Any, **more: Any) -> dict[str, Any]:
    """A zone as it is saved: ``area`` is what it was made of."""
    kept = {k: area[k] for k in ("code", "name", "town_code")} | {"base_id": area["id"]} if area else {}
    return {**kept, "geometry": geometry, **more}


async def save(who: Person, zones: list[Any], ended: list[str] | None = None, *, id: Any = None) -> Response:
    change = {"kind": "duty_zone", "valid_from": DAY, "zones": zones, "ended": ended or []}
    return await who.client.put(f"/api/areas/changes/{id or uuid7()}", json=change)


async def names(who: Person, on: str) -> dict[str, str]:
    params = {"kind": "duty_zone", "on": on}
    return {a["code"]: a["name"] for a in (await who.client.get("/api/areas", params=params)).json()}


async def split_by(who: Person, geometry: Any, lon: float) -> list[Any]:
    line = {"type": "LineString", "coordinates": [[lon, S - 0.01], [lon, S + 0.03]]}
    answer = await who.client.post("/api/areas/editing/split", json={"shape": geometry, "line": line})
    assert answer.status_code == 200, answer.text
    parts: list[Any] = answer.json()
    return parts


async def report(who: Person, zones: list[Any], kind: str = "duty_zone") -> list[Any]:
    sent = [{"code": z["code"], "name": z["name"], "geometry": z["geometry"]} for z in zones]
    answer = await who.client.post("/api/areas/editing/report", json={"kind": kind, "on": DAY, "zones": sent})
    assert answer.status_code == 200, answer.text
    found: list[Any] = answer.json()
    return found


async def repair_all(who: Person, zones: list[Any], kind: str = "duty_zone") -> dict[str, Any]:
    sent = [{"code": z["code"], "name": z["name"], "geometry": z["geometry"]} for z in zones]
    answer = await who.client.post("/api/areas/editing/repairs", json={"kind": kind, "on": DAY, "zones": sent})
    assert answer.status_code == 200, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def test_areas_are_edited_with_every_digit_and_with_those_of_other_towns_beside_them(
    office: Person, standing: dict[str, Any], conn: Conn
) -> None:
    assert shape(standing["FQ-01"]).equals_exact(shapely.multipolygons([A]), normalize=True)
    await conn.execute("update areas set town_code = '330681104' where code = 'FQ-02'")
    found = (await read(office)).json()
    assert [[a["code"] for a in found[which]] for which in ("areas", "around")] == [["FQ-01"], ["FQ-02"]]
    assert (await read(office, "2025-01-01")).json()["areas"] == []


async def test_an_officer_neither_edits_nor_saves(officer: Person, standing: dict[str, Any]) -> None:
    assert (await read(officer)).status_code == 403
    assert (await save(officer, [changed(standing["FQ-01"], drawn(A))])).status_code == 403


async def test_a_zone_is_cut_joined_again_and_is_what_it_was_to_the_last_digit(
    office: Person, standing: dict[str, Any]
) -> None:
    whole = standing["FQ-01"]["geometry"]
    parts = await split_by(office, whole, W + 0.005)
    assert [round(shape(p).area / A.area, 6) for p in parts] == [0.75, 0.25]
    corners = {tuple(c) for p in parts for c in shapely.get_coordinates(shape(p)).tolist()}
    assert {tuple(c) for c in shapely.get_coordinates(A).tolist()} <= corners
    joined = await office.client.post("/api/areas/editing/merge", json={"shapes": parts})
    assert shape(joined.json()).symmetric_difference(A).area < 1e-15


async def test_what_cannot_be_cut_or_joined_is_refused_in_words(office: Person, standing: dict[str, Any]) -> None:
    line = {"type": "LineString", "coordinates": [[W - 1, S], [W - 0.5, S]]}
    answer = await office.client.post("/api/areas/editing/split", json={"shape": drawn(A), "line": line})
    assert (answer.status_code, "分割线" in answer.json()["detail"]) == (422, True)
    far = drawn(box(W + 0.1, S, W + 0.12, S + 0.02))
    answer = await office.client.post("/api/areas/editing/merge", json={"shapes": [drawn(A), far]})
    assert (answer.status_code, "共用边界" in answer.json()["detail"]) == (422, True)


@pytest.mark.parametrize(
    ("ring", "why"),
    [
        ([(0, 0), (1, 1), (1, 0), (0, 1), (0, 0)], "self_crossing"),
        ([(0, 0), (1, 0), (1, 1), (0, 1)], "ring_not_closed"),
        ([(0, 0), (1, 0), (1, 0), (0, 0)], "too_few_points"),
    ],
)
async def test_a_shape_that_is_none_is_named(office: Person, ring: list[tuple[float, float]], why: str) -> None:
    geometry = {"type": "MultiPolygon", "coordinates": [[[[W + x / 100, S + y / 100] for x, y in ring]]]}
    zones = [{"code": "X", "name": "x", "geometry": drawn(B)}, {"code": "Y", "name": "y", "geometry": geometry}]
    answer = await office.client.post(
        "/api/areas/editing/report", json={"kind": "duty_zone", "on": DAY, "zones": zones}
    )
    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["field"]) == (422, "zones[1]")
    assert error["reason"] in (why, "no_geometry", "invalid")


async def test_a_zone_drawn_roughly_beside_its_neighbour_is_fitted_to_it(office: Person) -> None:
    rough = Polygon([(W - 0.02, S), (W + 0.00001, S - 0.00001), (W - 0.00001, S + 0.02), (W - 0.02, S + 0.02)])
    before = [{"code": "1", "name": "一", "geometry": drawn(A)}, {"code": "2", "name": "二", "geometry": drawn(rough)}]
    assert [f["flaw"] for f in await report(office, before)] == ["sliver"]
    wanted = {"shape": drawn(rough), "neighbours": [drawn(A)], "within_m": 5}
    fitted = await office.client.post("/api/areas/editing/fit", json=wanted)
    assert await report(office, [before[0], {**before[1], "geometry": fitted.json()}]) == []
    inside = {"shape": drawn(box(W + 0.001, S + 0.001, W + 0.002, S + 0.002)), "neighbours": [drawn(A)]}
    assert (await office.client.post("/api/areas/editing/fit", json=inside)).status_code == 422


async def test_a_cut_comes_into_force_on_its_date_and_is_taken_back(
    office: Person, standing: dict[str, Any], conn: Conn
) -> None:
    large, small = await split_by(office, standing["FQ-01"]["geometry"], W + 0.005)
    like = {"kind": "duty_zone", "lon": W, "lat": S, "like": "FQ-01", "on": DAY}
    code = (await office.client.get("/api/areas/editing/code", params=like)).json()["code"]
    assert code == "FQ-03"
    parts = [changed(standing["FQ-01"], large), changed(None, small, code=code, name="枫桥三区")]
    change_id = uuid7()
    saved = await save(office, parts, id=change_id)
    assert saved.status_code == 200, saved.text
    told = saved.json()
    assert (told["state"], told["origin"], told["applied_count"]) == ("applied", "map", 2)
    assert await names(office, "2026-06-30") == {"FQ-01": "枫桥一区", "FQ-02": "枫桥二区"}
    after = {"FQ-01": "枫桥一区", "FQ-02": "枫桥二区", "FQ-03": "枫桥三区"}
    assert await names(office, DAY) == after
    assert await report(office, (await read(office)).json()["areas"]) == []
    # An answer that was lost is asked for again.
    again = await save(office, parts, id=change_id)
    assert (again.status_code, again.json()) == (200, told)
    other = await save(office, parts[:1], id=change_id)
    assert other.status_code == 409
    audits = await conn.fetch("select action, detail from audit_events where subject = $1", change_id)
    assert [(a["action"], a["detail"]["codes"]) for a in audits] == [("areas.drawn", ["FQ-01", "FQ-03"])]
    assert (await office.client.put(f"/api/areas/imports/{change_id}/withdrawal")).status_code == 200
    assert await names(office, DAY) == {"FQ-01": "枫桥一区", "FQ-02": "枫桥二区"}
    assert (await read(office)).json()["areas"] == list(standing.values())


async def test_joined_zones_have_one_code_and_the_other_ends(office: Person, standing: dict[str, Any]) -> None:
    shapes = [standing[c]["geometry"] for c in ("FQ-01", "FQ-02")]
    whole = (await office.client.post("/api/areas/editing/merge", json={"shapes": shapes})).json()
    saved = await save(office, [changed(standing["FQ-01"], whole)], [standing["FQ-02"]["id"]])
    assert saved.status_code == 200, saved.text
    assert await names(office, DAY) == {"FQ-01": "枫桥一区"}
    assert (await read(office)).json()["areas"][0]["area_m2"] == pytest.approx(
        sum(standing[c]["area_m2"] for c in standing)
    )


async def test_a_zone_that_only_ends_and_one_with_another_code_need_no_other_change(
    office: Person, standing: dict[str, Any]
) -> None:
    assert (await save(office, [], [standing["FQ-02"]["id"]])).status_code == 200
    assert await names(office, DAY) == {"FQ-01": "枫桥一区"}
    renamed = changed(standing["FQ-01"], standing["FQ-01"]["geometry"], code="FQ-09", name="改名")
    assert (await save(office, [renamed])).status_code == 200
    assert await names(office, DAY) == {"FQ-09": "改名"}
    assert (await save(office, [])).status_code == 422


async def test_of_two_who_edit_the_same_zone_the_second_is_told_and_nothing_of_the_first_is_lost(
    office: Person, colleague: Person, standing: dict[str, Any]
) -> None:
    mine = changed(standing["FQ-01"], drawn(box(W, S, W + 0.02, S + 0.019)))
    theirs = changed(standing["FQ-01"], drawn(box(W, S, W + 0.02, S + 0.018)))
    assert (await save(colleague, [theirs])).status_code == 200
    refused = await save(office, [mine])
    assert refused.status_code == 409
    assert "枫桥一区" in refused.json()["detail"]
    now = {a["code"]: a for a in (await read(office)).json()["areas"]}
    assert shape(now["FQ-01"]).bounds[3] == S + 0.018
    # Having looked at it, one may go on from there.
    assert (await save(office, [changed(now["FQ-01"], mine["geometry"])])).status_code == 200


async def test_a_code_that_is_taken_and_a_zone_that_is_gone_are_conflicts(
    office: Person, standing: dict[str, Any]
) -> None:
    free = drawn(box(W, S + 0.03, W + 0.02, S + 0.04))
    assert (await save(office, [changed(None, free, code="FQ-02", name="新")])).status_code == 409
    assert (await save(office, [], [standing["FQ-02"]["id"]])).status_code == 200
    assert (await save(office, [changed(standing["FQ-02"], drawn(B))])).status_code == 409
    assert (await save(office, [], [str(uuid4())])).status_code == 409


async def test_ground_of_a_zone_that_stays_is_not_taken_by_drawing(office: Person, standing: dict[str, Any]) -> None:
    over = changed(standing["FQ-01"], drawn(box(W, S, W + 0.03, S + 0.02)))
    refused = await save(office, [over])
    assert refused.status_code == 422
    assert "枫桥二区" in refused.json()["detail"]
    (error,) = refused.json()["errors"]
    assert (error["field"], error["reason"]) == ("zones[0]", "overlaps_in_force")
    assert "枫桥二区" in error["detail"]
    assert (await read(office)).json()["areas"] == list(standing.values())


async def test_a_repair_is_looked_at_taken_and_nothing_is_left(office: Person, standing: dict[str, Any]) -> None:
    zones = [standing["FQ-01"], {**standing["FQ-02"], "geometry": drawn(box(W + 0.018, S, W + 0.04, S + 0.02))}]
    (fault,) = await report(office, zones)
    assert (fault["flaw"], fault["zones"], fault["repair"]["repair"]) == ("overlap", [0, 1], "cut")
    assert "枫桥一区" in fault["zh"]
    assert shape(fault["ground"]).contains(shapely.Point(fault["place"]))
    after = fault["repair"]["after"]
    assert await report(office, [zones[0], {**zones[1], "geometry": after}]) == []


async def test_all_repairs_of_a_set_are_seen_at_once_and_what_is_left_is_told(
    office: Person, standing: dict[str, Any]
) -> None:
    alone = {"code": "FQ-03", "name": "枫桥三区", "geometry": drawn(box(W + 0.03, S + 0.01, W + 0.06, S + 0.02))}
    wide = {**standing["FQ-02"], "geometry": drawn(box(W + 0.018, S, W + 0.04, S + 0.02))}
    twice = {**standing["FQ-01"], "code": "FQ-04", "name": "枫桥一区"}
    zones = [standing["FQ-01"], wide, alone, twice]
    mended = await repair_all(office, zones)
    assert [(z["index"], z["code"], z["after"] is None) for z in mended["zones"]] == [
        (1, "FQ-02", False), (2, "FQ-03", False), (3, "FQ-04", True),
    ]  # fmt: skip
    assert (mended["repaired"] >= 3, mended["left"]) == (True, [])
    after = [zones[0], *({**zones[z["index"]], "geometry": z["after"]} for z in mended["zones"] if z["after"])]
    assert await report(office, after) == []
    # Corners that were there before keep every digit.
    assert shape(mended["zones"][0]["after"]).equals(shape(standing["FQ-02"]["geometry"]))
    assert (await repair_all(office, after))["zones"] == []


async def test_a_grid_with_a_wrong_prefix_is_told_with_its_next_free_code(office: Person, conn: Conn) -> None:
    for code, west in (("330681109001", W), ("330681109002", W + 0.02)):
        await conn.execute(
            """
            insert into areas (id, kind, code, name, town_code, valid_from, geom, area_m2)
            values ($1, 'village', $2, $2, '330681109', '2020-01-01', st_multi(st_makeenvelope($3, $4, $5, $6, 4490)),
                    1)
            """,
            uuid7(), code, west, S, west + 0.02, S + 0.02,
        )  # fmt: skip
    grids = [
        {"code": "330681109001001", "name": "一", "geometry": drawn(A)},
        {"code": "330681109001002", "name": "二", "geometry": drawn(B)},
    ]
    (stray,) = await report(office, grids, "unit_grid")
    assert (stray["flaw"], stray["zones"], stray["repair"]["code"]) == ("stray", [1], "330681109002001")
    assert stray["repair"]["after"] is None
    (recoded,) = (await repair_all(office, grids, "unit_grid"))["zones"]
    assert (recoded["index"], recoded["code"]) == (1, "330681109002001")
    params: dict[str, Any] = {"kind": "unit_grid", "lon": W + 0.03, "lat": S + 0.01, "taken": ["330681109002001"]}
    free = await office.client.get("/api/areas/editing/code", params=params)
    assert free.json()["code"] == "330681109002002"
    nowhere = await office.client.get("/api/areas/editing/code", params={**params, "lon": 119.0})
    assert nowhere.status_code == 409


@pytest.mark.parametrize("kind", ["duty_zone", "governance_grid"])
async def test_the_first_area_of_a_town_without_any_gets_a_code_of_the_town(
    office: Person, conn: Conn, kind: str
) -> None:
    await conn.execute(
        """
        insert into areas (id, kind, code, name, town_code, valid_from, geom, area_m2)
        values ($1, 'town', '330681109', '枫桥镇', '330681109', '2020-01-01',
                st_multi(st_makeenvelope(119.9, 29.5, 120.1, 29.8, 4490)), 1)
        """,
        uuid7(),
    )
    params: dict[str, Any] = {"kind": kind, "lon": W, "lat": S}
    assert (await office.client.get("/api/areas/editing/code", params=params)).json()["code"] == "330681109-01"
    nowhere = await office.client.get("/api/areas/editing/code", params={**params, "lon": 118.0})
    assert nowhere.status_code == 409


@pytest.mark.parametrize(
    ("kind", "given", "parent", "like", "code"),
    [
        (AreaKind.DUTY_ZONE, ["FQ-01", "FQ-07"], None, "FQ-01", "FQ-08"),
        (AreaKind.DUTY_ZONE, ["FQ-99", "FQ-98"], None, "FQ-99", "FQ-01"),
        (AreaKind.DUTY_ZONE, ["枫桥"], None, "枫桥", "枫桥-01"),
        (AreaKind.DUTY_ZONE, ["330681109"], None, "330681109", "330681109-01"),
        (AreaKind.DUTY_ZONE, [], "330681109", None, "330681109-01"),
        (AreaKind.DUTY_ZONE, ["330681109-01", "FQ-07"], "330681109", None, "330681109-02"),
        (AreaKind.DUTY_ZONE, [], None, None, None),
        (AreaKind.UNIT_GRID, ["330681109001001", "330681109002007"], "330681109001", None, "330681109001002"),
        (AreaKind.UNIT_GRID, [], "330681109001", None, "330681109001001"),
        (AreaKind.UNIT_GRID, [f"330681109001{n:03}" for n in range(1, 1000)], "330681109001", None, None),
        (AreaKind.UNIT_GRID, [f"330681109001{n:03}" for n in range(2, 1000)], "330681109001", None, "330681109001001"),
        (AreaKind.UNIT_GRID, [], None, None, None),
        (AreaKind.VILLAGE, ["330681109004"], "330681109", None, "330681109005"),
    ],
)
def test_the_next_code(
    kind: AreaKind, given: list[str], parent: str | None, like: str | None, code: str | None
) -> None:
    assert rules.free_code(kind, given, parent, like) == code


async def test_a_shape_of_many_corners_is_reckoned_in_a_process_of_its_own_and_cut_the_same(office: Person) -> None:
    many = shapely.segmentize(A, 0.00004)
    assert shapely.get_num_coordinates(many) > 1500
    parts = await split_by(office, drawn(many), W + 0.005)
    assert [round(shape(p).area / A.area, 6) for p in parts] == [0.75, 0.25]


async def test_a_long_border_may_have_a_corner_of_one_zone_alone(office: Person, conn: Conn) -> None:
    """Twenty kilometres without a corner bend by a metre on the statutory plane: that is no overlap."""
    west, east = box(119.9, 29.5, 120.1, 29.7), box(120.1, 29.5, 120.3, 29.7)
    await conn.execute(
        """
        insert into areas (id, kind, code, name, town_code, valid_from, geom, area_m2)
        values ($1, 'town', '330681109', '枫桥镇', '330681109', '2020-01-01',
                st_multi(st_makeenvelope(119.8, 29.4, 120.4, 29.8, 4490)), 1)
        """,
        uuid7(),
    )
    await bring(office, [("FQ-01", "枫桥一区", west), ("FQ-02", "枫桥二区", east)])
    standing = {a["code"]: a for a in (await read(office)).json()["areas"]}
    line = {"type": "LineString", "coordinates": [[119.8, 29.6], [120.2, 29.6]]}
    north, south = (
        await office.client.post(
            "/api/areas/editing/split", json={"shape": standing["FQ-01"]["geometry"], "line": line}
        )
    ).json()
    saved = await save(office, [changed(standing["FQ-01"], north), changed(None, south, code="FQ-03", name="三")])
    assert saved.status_code == 200, saved.text
