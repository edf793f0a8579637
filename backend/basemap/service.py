"""Taking layers of the map over, and making a town's package once for every state of the data."""

import asyncio
from collections.abc import Sequence

from backend.basemap import archive, queries, rules
from backend.basemap.structs import Box, NewFeature, Packed, TownBox
from backend.core.db import Conn
from backend.core.errors import NotFound


async def package(conn: Conn, town: TownBox) -> bytes:
    """The town's package as of now; made when the kept one is of older data.

    Raises:
        NotFound: nothing has been imported for it.
    """
    await queries.take_turn(conn, town.code)
    kept = await queries.kept(conn, town.code)
    if kept and kept.version == town.version:
        return kept.data
    box = Box(west=town.west, south=town.south, east=town.east, north=town.north)
    tiles = await queries.tiles(conn, box, rules.FIRST_ZOOM, rules.LAST_ZOOM)
    if not any(tile.data for tile in tiles):
        raise NotFound("这个镇街还没有导入地图。", "No map has been imported for this town yet.")
    data = await asyncio.to_thread(archive.packed, tiles, box, town.name)
    await queries.keep(conn, town.code, Packed(version=town.version, data=data))
    return data


async def replace(conn: Conn, source: str, features: Sequence[NewFeature]) -> None:
    """Take features over in the place of what the same source brought before."""
    await queries.replace(conn, source, features, [rules.min_zoom(f.kind, f.rank) for f in features])
