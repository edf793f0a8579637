"""The town's own map: tiles, packages that a phone reads without a network, and files taken over."""

import gzip
import io
from typing import Any

import mapbox_vector_tile
import msgspec
import pytest
import shapely
from pmtiles.reader import MemorySource, Reader
from pmtiles.tile import Compression, TileType

from backend.basemap import chore, service
from backend.basemap.structs import FeatureKind, NewFeature
from backend.core.db import Conn
from backend.core.errors import Invalid
from backend.core.ids import uuid7
from backend.zones.structs import AreaKind, NewAreaImport
from tests.conftest import DIANKOU, FENGQIAO, Person

MARKET = (120.30, 29.75)


def a_road(name: str = "人民路", rank: int = 0) -> NewFeature:
    line = shapely.LineString([(120.29, 29.75), (120.31, 29.75)])
    return NewFeature(kind=FeatureKind.ROAD, name=name, rank=rank, wkb=shapely.to_wkb(line))


@pytest.fixture
async def town(conn: Conn) -> str:
    """Fengqiao as a square with a street and a market in it."""
    await conn.execute(
        """
        insert into areas (id, kind, code, name, town_code, valid_from, geom, area_m2)
        values ($1, 'town', $2, '枫桥镇', $2, '2020-01-01',
                st_multi(st_makeenvelope(120.2, 29.7, 120.4, 29.8, 4490)), 1)
        """,
        uuid7(), FENGQIAO,
    )  # fmt: skip
    market = NewFeature(kind=FeatureKind.PLACE, name="集镇市场", rank=0, wkb=shapely.to_wkb(shapely.Point(MARKET)))
    await service.replace(conn, "test", [a_road(), market])
    return FENGQIAO


def tile_of(lon: float, lat: float, z: int) -> tuple[int, int]:
    import math

    n = 1 << z
    y = (1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2
    return int((lon + 180) / 360 * n), int(y * n)


async def test_a_tile_outside_the_world_does_not_exist(officer: Person) -> None:
    for path in ("3/8/0", "3/0/8", "21/0/0", f"3/{2**70}/0", "3/-1/0"):
        assert (await officer.client.get(f"/api/map/tiles/{path}")).status_code in (404, 422), path


async def test_a_tile_has_the_streets_and_places_of_its_ground(officer: Person, town: str) -> None:
    x, y = tile_of(*MARKET, 14)
    answer = await officer.client.get(f"/api/map/tiles/14/{x}/{y}")
    assert answer.headers["content-type"] == "application/vnd.mapbox-vector-tile"
    layers = mapbox_vector_tile.decode(answer.content)
    assert [f["properties"]["name"] for f in layers["road"]["features"]] == ["人民路"]
    assert [f["properties"]["name"] for f in layers["place"]["features"]] == ["集镇市场"]


async def test_a_tile_that_has_not_changed_is_not_sent_again(officer: Person, town: str, conn: Conn) -> None:
    x, y = tile_of(*MARKET, 12)
    first = await officer.client.get(f"/api/map/tiles/12/{x}/{y}")
    again = {"if-none-match": first.headers["etag"]}
    assert (await officer.client.get(f"/api/map/tiles/12/{x}/{y}", headers=again)).status_code == 304
    await service.replace(conn, "test", [a_road("新街")])
    changed = await officer.client.get(f"/api/map/tiles/12/{x}/{y}", headers=again)
    assert changed.status_code == 200
    assert "新街" in str(mapbox_vector_tile.decode(changed.content))


async def test_small_streets_come_only_when_one_looks_closely(officer: Person, town: str, conn: Conn) -> None:
    await service.replace(conn, "test", [a_road(rank=3)])
    for zoom, there in ((13, False), (14, True)):
        x, y = tile_of(*MARKET, zoom)
        assert bool((await officer.client.get(f"/api/map/tiles/{zoom}/{x}/{y}")).content) is there


async def test_no_package_without_a_town_or_a_map(officer: Person, town: str, conn: Conn) -> None:
    assert (await officer.client.get("/api/map/packages/999999999")).status_code == 404
    assert (await officer.client.get("/api/map/packages/x")).status_code == 422
    await service.replace(conn, "test", [])
    answer = await officer.client.get(f"/api/map/packages/{town}")
    assert (answer.status_code, "还没有导入地图" in answer.text) == (404, True)


async def test_a_package_is_an_archive_that_the_formats_own_reader_understands(officer: Person, town: str) -> None:
    answer = await officer.client.get(f"/api/map/packages/{town}")
    assert answer.status_code == 200
    reader = Reader(MemorySource(answer.content))
    header = reader.header()
    assert (header["tile_type"], header["tile_compression"]) == (TileType.MVT, Compression.GZIP)
    assert (header["min_zoom"], header["max_zoom"]) == (9, 15)
    for zoom in range(9, 16):
        x, y = tile_of(*MARKET, zoom)
        stored = gzip.decompress(reader.get(zoom, x, y))
        alone = await officer.client.get(f"/api/map/tiles/{zoom}/{x}/{y}")
        assert stored == alone.content, zoom
    assert reader.metadata()["name"] == "枫桥镇"


async def test_a_package_is_made_once_and_again_when_the_map_changes(officer: Person, town: str, conn: Conn) -> None:
    async def listed() -> dict[str, Any]:
        (own,) = [p for p in (await officer.client.get("/api/map/packages")).json() if p["town_code"] == town]
        return own

    assert (await listed())["size"] is None
    first = await officer.client.get(f"/api/map/packages/{town}")
    made = await listed()
    assert (made["size"], made["town_name"]) == (len(first.content), "枫桥镇")
    same = {"if-none-match": first.headers["etag"]}
    assert (await officer.client.get(f"/api/map/packages/{town}", headers=same)).status_code == 304
    await service.replace(conn, "test", [a_road("新街")])
    assert (await listed())["size"] is None
    assert (await officer.client.get(f"/api/map/packages/{town}", headers=same)).status_code == 200


async def test_the_list_names_the_towns_one_is_responsible_for(officer: Person, stranger: Person, town: str) -> None:
    assert [p["town_code"] for p in (await officer.client.get("/api/map/packages")).json()] == [FENGQIAO]
    assert DIANKOU not in str((await stranger.client.get("/api/map/packages")).json())


def geojson(*features: tuple[str, dict[str, Any], Any]) -> bytes:
    return msgspec.json.encode(
        {
            "type": "FeatureCollection",
            "features": [
                {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": coordinates}}
                for kind, properties, coordinates in features
            ],
        }
    )


def options(filename: str = "roads.geojson") -> NewAreaImport:
    from datetime import date

    return NewAreaImport(kind=AreaKind.COUNTY, valid_from=date(2020, 1, 1), filename=filename)


STREET = ("LineString", {"name": "解放路", "rank": 1}, [[120.29, 29.75], [120.31, 29.76]])


async def test_a_file_with_swapped_axes_is_refused_and_nothing_changes(database_url: str) -> None:
    swapped = geojson(("LineString", {"name": "解放路"}, [[29.75, 120.29], [29.76, 120.31]]))
    with pytest.raises(Invalid, match=r"(?i)axes|swapped"):
        await chore.import_map(database_url, FeatureKind.ROAD, options(), swapped)


async def test_bytes_that_are_no_map_are_refused(database_url: str) -> None:
    with pytest.raises(Invalid):
        await chore.import_map(database_url, FeatureKind.ROAD, options(), b"\x00" * 400)


async def test_a_file_taken_over_twice_is_there_once(database_url: str) -> None:
    import asyncpg

    lone = ("Point", {"name": "市场"}, list(MARKET))
    for _ in range(2):
        done = await chore.import_map(database_url, FeatureKind.ROAD, options(), geojson(STREET, lone))
        assert (len(done.features), done.skipped) == (1, 1)
    conn = await asyncpg.connect(database_url)
    rows = await conn.fetch("select name, rank, min_zoom from map_features where source = 'road:roads.geojson'")
    await conn.execute("delete from map_features")
    await conn.close()
    assert [tuple(row) for row in rows] == [("解放路", 1, 11)]


def test_an_archive_holds_no_empty_tile() -> None:
    from backend.basemap.archive import packed
    from backend.basemap.structs import Box, Tile

    box = Box(west=120, south=29, east=121, north=30)
    file = packed([Tile(z=9, x=426, y=211, data=b"x"), Tile(z=9, x=427, y=211, data=b"")], box, "x")
    reader = Reader(MemorySource(file))
    assert (reader.get(9, 426, 211) is not None, reader.get(9, 427, 211)) == (True, None)
    with pytest.raises(ValueError, match="no tile"):
        packed([], box, "x")
    assert isinstance(io.BytesIO(file).read(7), bytes)
