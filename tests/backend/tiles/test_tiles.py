"""Tiles of zones, leads and coverage: what is on them, for whom, and for how long."""

import itertools
import random
from uuid import UUID

import numpy as np
import pytest
import shapely
from httpx import Response

from backend.auth.permissions import Role
from backend.core.db import Conn, Context
from backend.core.ids import uuid7
from backend.tiles import rules
from backend.tiles.cache import Cache
from tests.conftest import DIANKOU, FENGQIAO, NewPerson, OneConnection, Person
from tests.support.leads import FENGQIAO_PLACE, reported
from tests.support.tiling import EXTENT, features, grid, tile_of, within_tile

ELSEWHERE = [120.2, 29.8]
"""In Diankou; at zoom 8 on the same tile."""
BOXES = {"FQ-1": (120.38, 29.78, 120.42, 29.82), "DK-1": (120.18, 29.78, 120.22, 29.82)}


@pytest.fixture(autouse=True)
async def ground(conn: Conn) -> None:
    """Two towns side by side, each with one duty zone."""
    await area(conn, "town", FENGQIAO, FENGQIAO, (120.30, 29.70, 120.50, 29.90))
    await area(conn, "town", DIANKOU, DIANKOU, (120.10, 29.70, 120.30, 29.90))
    for code, town in (("FQ-1", FENGQIAO), ("DK-1", DIANKOU)):
        await area(conn, "duty_zone", code, town, BOXES[code])


async def area(conn: Conn, kind: str, code: str, town: str, box: tuple[float, ...]) -> UUID:
    area_id = uuid7()
    await conn.execute(
        """
        insert into areas (id, kind, code, name, town_code, valid_from, geom, area_m2)
        values ($1, $2, $3, $3, $4, '2020-01-01', st_multi(st_makeenvelope($5, $6, $7, $8, 4490)), 1)
        """,
        area_id, kind, code, town, *box,
    )  # fmt: skip
    return area_id


async def tile(
    who: Person, layer: str, z: int, place: tuple[float, float] = FENGQIAO_PLACE, **headers: str
) -> Response:
    x, y = tile_of(*place, z)
    town = f"?town_code={FENGQIAO}" if layer == "coverage" else ""
    return await who.client.get(f"/api/tiles/{layer}/{z}/{x}/{y}{town}", headers=headers)


async def test_a_tile_of_zones_is_what_the_database_says(officer: Person) -> None:
    answer = await tile(officer, "zones", 12)
    assert answer.headers["content-type"] == "application/vnd.mapbox-vector-tile"
    (zone,) = [f for f in features(answer.content, "zones") if f["properties"].get("kind") == "duty_zone"]
    assert zone["properties"] == {"kind": "duty_zone", "code": "FQ-1", "name": "FQ-1"}
    x, y = tile_of(*FENGQIAO_PLACE, 12)
    corners = within_tile(shapely.get_coordinates(shapely.box(*BOXES["FQ-1"])), 12, x, y)
    # The shape is cut 64 units beyond the tile's edge and rounded to whole units.
    wanted = shapely.intersection(shapely.Polygon(corners), shapely.box(-64, -64, 4160, 4160))
    drawn = shapely.Polygon(zone["geometry"]["coordinates"][0])
    assert shapely.hausdorff_distance(drawn, wanted) <= 1.5


async def test_from_afar_zones_have_no_names_and_grids_do_not_come(officer: Person, conn: Conn) -> None:
    await area(conn, "unit_grid", "G-1", FENGQIAO, BOXES["FQ-1"])
    kinds = {
        z: [f["properties"] for f in features((await tile(officer, "zones", z)).content, "zones")] for z in (9, 13)
    }
    assert {"kind": "duty_zone"} in kinds[9]
    assert "unit_grid" not in [p["kind"] for p in kinds[9]]
    assert "unit_grid" in [p["kind"] for p in kinds[13]]


async def test_a_name_stands_on_one_tile_only_inside_its_area(officer: Person) -> None:
    west, south, east, north = BOXES["FQ-1"]
    found = []
    (from_x, to_y), (to_x, from_y) = tile_of(west, south, 14), tile_of(east, north, 14)
    for x, y in itertools.product(range(from_x, to_x + 1), range(from_y, to_y + 1)):
        answer = await officer.client.get(f"/api/tiles/zones/14/{x}/{y}")
        found += [
            (f["properties"]["name"], np.array(f["geometry"]["coordinates"]) / EXTENT + [x, y])
            for f in features(answer.content, "names")
            if f["properties"]["kind"] == "duty_zone"
        ]
    ((name, place),) = found
    assert name == "FQ-1"
    assert (np.array(grid(west, north, 14)) < place).all()
    assert (place < np.array(grid(east, south, 14))).all()


async def test_an_area_that_is_over_is_on_no_tile(officer: Person, conn: Conn) -> None:
    await conn.execute("update areas set valid_to = '2021-01-01' where code = 'FQ-1'")
    assert "FQ-1" not in str(features((await tile(officer, "zones", 12)).content, "zones"))


async def test_a_lead_lies_on_its_tile_at_its_place(officer: Person, command_room: Person) -> None:
    lead = await reported(officer.client)
    for z in (5, 12, 16, 20):
        (found,) = features((await tile(command_room, "leads", z)).content, "leads")
        assert found["properties"] == {"count": 1, "state": "reported", "id": lead["id"], "category": lead["category"]}
        x, y = tile_of(*FENGQIAO_PLACE, z)
        assert np.abs(within_tile(np.array([FENGQIAO_PLACE]), z, x, y) - found["geometry"]["coordinates"]).max() <= 1


async def test_leads_close_together_are_counted_and_none_is_lost(
    conn: Conn, officer: Person, command_room: Person
) -> None:
    dice = random.Random(4)
    places = [[120.35 + dice.random() / 10, 29.75 + dice.random() / 10] for _ in range(40)]
    for place in places:
        await reported(officer.client, place={"type": "Point", "coordinates": place})
    for z in (8, 11, 14):
        tiles = {tile_of(*place, z) for place in places}
        on = {at: features((await tile(command_room, "leads", z, _inside(*at, z))).content, "leads") for at in tiles}
        counts = {at: sum(f["properties"]["count"] for f in some) for at, some in on.items()}
        assert counts == {at: sum(tile_of(*p, z) == at for p in places) for at in tiles}
        assert all(len(some) <= 4096 for some in on.values())


def _inside(x: int, y: int, z: int) -> tuple[float, float]:
    """The middle of a tile."""
    n = 1 << z
    return (x + 0.5) / n * 360 - 180, float(np.degrees(np.arctan(np.sinh(np.pi * (1 - 2 * (y + 0.5) / n)))))


async def test_the_curve_in_the_database_is_ours(conn: Conn) -> None:
    dice = random.Random(1)
    for _ in range(200):
        lon, lat, z = dice.uniform(-180, 180), dice.uniform(-84, 84), dice.randrange(21)
        quad = await conn.fetchval("select tile_curve($1, $2)", lon, lat)
        first, end, _ = rules.stretch(z, *(int(v) for v in grid(lon, lat, z)))
        assert first <= quad < end


async def test_leads_of_another_town_are_never_on_ones_tile(
    officer: Person, command_room: Person, stranger: Person, person: NewPerson
) -> None:
    everybody = await person(Role.GUIDANCE_OFFICE)
    here = await reported(officer.client)
    there = await reported(stranger.client, place={"type": "Point", "coordinates": ELSEWHERE})
    for who, theirs in (
        (command_room, {here["id"]}),
        (stranger, {there["id"]}),
        (everybody, {here["id"], there["id"]}),
    ):
        # Twice: the second comes from memory, where the tiles of the others lie as well.
        for _ in range(2):
            found = features((await tile(who, "leads", 8)).content, "leads")
            assert {f["properties"]["id"] for f in found} == theirs


async def test_who_may_see_only_their_own_shares_no_tile(person: NewPerson) -> None:
    one, other = await person(Role.GRID_WORKER), await person(Role.GRID_WORKER)
    lead = await reported(one.client)
    assert lead["id"] in str(features((await tile(one, "leads", 14)).content, "leads"))
    assert (await tile(other, "leads", 14)).status_code == 204


async def test_a_browsers_tile_of_the_person_before_is_not_taken_for_ones_own(
    officer: Person, command_room: Person, stranger: Person
) -> None:
    await reported(officer.client)
    mine = await tile(command_room, "leads", 8)
    held = {"if-none-match": mine.headers["etag"]}
    assert (await tile(command_room, "leads", 8, **held)).status_code == 304
    assert (await tile(stranger, "leads", 8, **held)).status_code == 204


async def test_every_change_of_a_lead_changes_the_tile(officer: Person, command_room: Person, conn: Conn) -> None:
    lead = await reported(officer.client)
    tags = [(await tile(command_room, "leads", 14)).headers["etag"]]
    for change in ("state = 'accepted'", "place = st_setsrid(st_makepoint(120.391, 29.801), 4490)", "assigned_to = $2"):
        values = [UUID(lead["id"]), officer.id] if "$2" in change else [UUID(lead["id"])]
        await conn.execute(f"update leads set {change} where id = $1", *values)
        tags.append((await tile(command_room, "leads", 14)).headers["etag"])
    assert len(set(tags)) == 4
    (found,) = features((await tile(command_room, "leads", 14)).content, "leads")
    assert found["properties"]["state"] == "accepted"


async def test_a_lead_that_goes_to_another_town_leaves_the_tile(
    officer: Person, command_room: Person, stranger: Person, conn: Conn
) -> None:
    await reported(officer.client)
    held = (await tile(command_room, "leads", 14)).headers["etag"]
    assert (await tile(stranger, "leads", 14)).status_code == 204
    await conn.execute("update leads set town_code = $1", DIANKOU)
    assert (await tile(command_room, "leads", 14, **{"if-none-match": held})).status_code == 204
    assert (await tile(stranger, "leads", 14)).status_code == 200


async def test_a_lead_of_another_town_does_not_renew_ones_tiles(
    officer: Person, command_room: Person, stranger: Person
) -> None:
    await reported(officer.client)
    before = (await tile(command_room, "leads", 14)).headers["etag"]
    await reported(stranger.client, place={"type": "Point", "coordinates": ELSEWHERE})
    assert (await tile(command_room, "leads", 14)).headers["etag"] == before


async def test_a_new_shape_of_a_zone_is_on_the_tile_at_once(officer: Person, conn: Conn) -> None:
    held = (await tile(officer, "zones", 12)).headers["etag"]
    assert (await tile(officer, "zones", 12, **{"if-none-match": held})).status_code == 304
    await conn.execute("update areas set name = '新一区' where code = 'FQ-1'")
    assert "新一区" in str(features((await tile(officer, "zones", 12, **{"if-none-match": held})).content, "zones"))


async def test_where_there_is_nothing_the_answer_is_empty(officer: Person) -> None:
    for layer in ("zones", "leads"):
        answer = await tile(officer, layer, 14, (0.0, 0.0))
        assert (answer.status_code, answer.content) == (204, b"")


async def test_a_tile_outside_the_world_does_not_exist(command_room: Person) -> None:
    for path in ("3/8/0", "3/0/8", "21/0/0", f"3/{2**70}/0", "3/-1/0"):
        for layer in ("zones", "leads", "coverage"):
            answer = await command_room.client.get(f"/api/tiles/{layer}/{path}?town_code={FENGQIAO}")
            assert answer.status_code in (404, 422), (layer, path)


async def test_who_cannot_unpack_gets_it_unpacked(officer: Person) -> None:
    packed = await tile(officer, "zones", 9, **{"accept-encoding": "gzip"})
    plain = await tile(officer, "zones", 9, **{"accept-encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.content == plain.content


async def test_coverage_is_of_ones_own_towns_zones(command_room: Person, stranger: Person) -> None:
    (zone,) = features((await tile(command_room, "coverage", 9)).content, "coverage")
    assert zone["properties"] == {"code": "FQ-1", "name": "FQ-1", "share": 0.0}
    assert (await tile(stranger, "coverage", 9)).status_code == 404


def test_no_two_people_of_a_town_share_a_tile_but_all_who_see_everything_do() -> None:
    one, other = (rules.scope(uuid7(), [FENGQIAO], "town") for _ in range(2))
    assert one != other
    assert rules.scope(uuid7(), [], "all") == rules.scope(uuid7(), [FENGQIAO], "all")


async def test_an_index_finds_the_leads_of_a_tile_behind_the_fence(conn: Conn, officer: Person) -> None:
    await reported(officer.client)
    context = Context(officer.id, (FENGQIAO,), "town")
    first, end, _ = rules.stretch(14, *tile_of(*FENGQIAO_PLACE, 14))
    async with OneConnection(conn).transaction(context) as fenced:
        await fenced.execute("set local enable_seqscan = off")
        plan = await fenced.fetch(f"explain select * from leads where quad >= {first} and quad < {end}")
    assert "leads_by_curve" in str(plan)


def test_a_full_memory_throws_out_what_was_used_least() -> None:
    kept: Cache[str, bytes] = Cache(10, len)
    kept.put("a", b"1234")
    kept.put("b", b"1234")
    assert kept.get("a")
    kept.put("c", b"1234")
    assert kept.get("b") is None
    assert kept.get("a") == kept.get("c") == b"1234"
    kept.put("d", b"x" * 11)
    assert kept.get("d") is None
