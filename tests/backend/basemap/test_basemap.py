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

from backend.basemap import archive, chore, making, queries, service
from backend.basemap.structs import FeatureKind, NewFeature
from backend.core.db import Conn
from backend.core.errors import Invalid
from backend.core.ids import uuid7
from backend.zones.structs import AreaKind, NewAreaImport
from tests.conftest import DIANKOU, FENGQIAO, OneConnection, Person
from tests.support.tiling import tile_of

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


async def made(who: Person, town: str, conn: Conn) -> bytes:
    """The town's package, asked for and made."""
    assert (await who.client.put(f"/api/map/packages/{town}")).status_code == 200
    while await making.step(OneConnection(conn)):
        pass
    answer = await who.client.get(f"/api/map/packages/{town}")
    assert answer.status_code == 200
    return answer.content


async def listed(who: Person, town: str) -> dict[str, Any]:
    (own,) = [p for p in (await who.client.get("/api/map/packages")).json() if p["town_code"] == town]
    return own


async def test_there_is_no_package_without_a_town_or_before_somebody_asks(officer: Person, town: str) -> None:
    for ask in (officer.client.get, officer.client.put):
        assert (await ask("/api/map/packages/999999999")).status_code == 404
        assert (await ask("/api/map/packages/x")).status_code == 422
    assert (await officer.client.get(f"/api/map/packages/{town}")).status_code == 404


async def test_a_package_is_an_archive_that_the_formats_own_reader_understands(
    officer: Person, town: str, conn: Conn
) -> None:
    reader = Reader(MemorySource(await made(officer, town, conn)))
    header = reader.header()
    assert (header["tile_type"], header["tile_compression"]) == (TileType.MVT, Compression.GZIP)
    assert (header["min_zoom"], header["max_zoom"]) == (9, 15)
    for zoom in range(9, 16):
        x, y = tile_of(*MARKET, zoom)
        stored = mapbox_vector_tile.decode(gzip.decompress(reader.get(zoom, x, y)))
        alone = await officer.client.get(f"/api/map/tiles/{zoom}/{x}/{y}")
        assert {k: v for k, v in stored.items() if k != "zones"} == mapbox_vector_tile.decode(alone.content), zoom
    assert reader.metadata()["name"] == "枫桥镇"


async def test_a_package_has_the_towns_own_zones_and_no_others(officer: Person, town: str, conn: Conn) -> None:
    for code, kind, of in (("FQ-1", "duty_zone", town), ("FQ-V", "village", town), ("DK-1", "duty_zone", DIANKOU)):
        await conn.execute(
            """
            insert into areas (id, kind, code, name, town_code, valid_from, geom, area_m2)
            values ($1, $2, $3, $3, $4, '2020-01-01', st_multi(st_makeenvelope(120.29, 29.74, 120.31, 29.76, 4490)), 1)
            """,
            uuid7(), kind, code, of,
        )  # fmt: skip
    reader = Reader(MemorySource(await made(officer, town, conn)))
    for zoom in (9, 14):
        stored = mapbox_vector_tile.decode(gzip.decompress(reader.get(zoom, *tile_of(*MARKET, zoom))))
        codes = {f["properties"]["code"] for f in stored["zones"]["features"]}
        assert codes == {town, "FQ-1", "FQ-V"}, zoom


async def test_a_package_is_made_once_and_again_when_the_map_or_a_zone_changes(
    officer: Person, town: str, conn: Conn
) -> None:
    before = await listed(officer, town)
    assert (before["size"], before["percent"]) == (None, None)
    first = await made(officer, town, conn)
    after = await listed(officer, town)
    assert (after["size"], after["town_name"], after["percent"]) == (len(first), "枫桥镇", None)
    held = {"if-none-match": (await officer.client.get(f"/api/map/packages/{town}")).headers["etag"]}
    assert (await officer.client.get(f"/api/map/packages/{town}", headers=held)).status_code == 304
    await officer.client.put(f"/api/map/packages/{town}")
    assert not await making.step(OneConnection(conn)), "made although it is there"
    await service.replace(conn, "test", [a_road("新街")])
    assert (await listed(officer, town))["size"] is None
    assert await made(officer, town, conn) != first
    await conn.execute("update areas set valid_from = '2019-01-01', geom = st_multi(st_expand(geom, 0.001))")
    assert (await listed(officer, town))["size"] is None
    # Until the new one is made there is the old one.
    assert (await officer.client.get(f"/api/map/packages/{town}")).status_code == 200


async def test_how_far_a_package_is_can_be_seen_and_a_failed_one_asked_for_again(
    officer: Person, town: str, conn: Conn, monkeypatch: pytest.MonkeyPatch
) -> None:
    await officer.client.put(f"/api/map/packages/{town}")
    assert (await listed(officer, town))["percent"] == 0
    seen: list[int] = []

    def broken(*_: Any) -> bytes:
        raise OSError("no room")

    monkeypatch.setattr(archive, "packed", broken)
    with pytest.raises(OSError, match="no room"):
        await making.step(OneConnection(conn))
    seen.append((await listed(officer, town))["percent"])
    assert (seen, (await listed(officer, town))["failed"]) == ([87], True)
    assert not await making.step(OneConnection(conn)), "tried again although nobody asks"
    monkeypatch.undo()
    assert (await officer.client.put(f"/api/map/packages/{town}")).json()["failed"] is False
    assert await making.step(OneConnection(conn))
    assert (await listed(officer, town))["size"]


async def test_a_download_goes_on_where_it_was_broken_off(officer: Person, town: str, conn: Conn) -> None:
    whole = await made(officer, town, conn)
    tag = (await officer.client.get(f"/api/map/packages/{town}")).headers["etag"]
    pieces = []
    for first in range(0, len(whole), 1000):
        wanted = {"range": f"bytes={first}-{first + 999}", "if-match": tag}
        answer = await officer.client.get(f"/api/map/packages/{town}", headers=wanted)
        last = min(first + 1000, len(whole)) - 1
        assert (answer.status_code, answer.headers["content-range"]) == (206, f"bytes {first}-{last}/{len(whole)}")
        pieces.append(answer.content)
    assert b"".join(pieces) == whole
    for odd in ("bytes=-5", f"bytes={len(whole)}-", "bytes=1-2,4-5", "bytes=9-1", "x"):
        assert (await officer.client.get(f"/api/map/packages/{town}", headers={"range": odd})).content == whole, odd
    await service.replace(conn, "test", [a_road("新街")])
    await made(officer, town, conn)
    late = await officer.client.get(f"/api/map/packages/{town}", headers={"range": "bytes=0-9", "if-match": tag})
    assert late.status_code == 409


async def test_no_two_make_the_same_package(officer: Person, town: str, conn: Conn) -> None:
    from datetime import timedelta

    await officer.client.put(f"/api/map/packages/{town}")
    assert await queries.take(conn, timedelta(seconds=60))
    assert not await queries.take(conn, timedelta(seconds=60))
    await conn.execute("update map_package_jobs set taken_until = now() - interval '1 second'")
    assert await queries.take(conn, timedelta(seconds=60)), "nobody goes on with it after its maker was killed"


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
