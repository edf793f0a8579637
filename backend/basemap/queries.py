"""Every SQL statement about the town's own map."""

from collections.abc import Sequence
from datetime import date, timedelta

from msgspec import Struct

from backend.basemap.structs import Box, Job, Kept, MapPackage, NewFeature, Part, Road, Tile, TownBox
from backend.core import db
from backend.core.db import Conn
from backend.core.ids import uuid7


class Version(Struct, frozen=True, kw_only=True):
    version: int


async def version(conn: Conn) -> int:
    """A number that every change of the map moves on."""
    return (await db.one(conn, Version, "select version from data_versions where name = 'map_features'")).version


_TILES = """
    select z, x, y, (
        select coalesce(string_agg(mvt, ''::bytea order by kind), ''::bytea)
        from (
            select kind, st_asmvt(shown, kind, 4096, 'geom') as mvt
            from (
                select kind, name, rank,
                       st_asmvtgeom(st_transform(geom, 3857), st_tileenvelope(z, x, y), 4096, 96, true) as geom
                from map_features
                where min_zoom <= z
                  and geom && st_transform(st_tileenvelope(z, x, y, margin => 0.025), 4490)
                order by rank desc
            ) as shown
            where geom is not null
            group by kind
        ) as layers
    ) as data
"""


async def tile(conn: Conn, z: int, x: int, y: int) -> Tile:
    return await db.one(
        conn,
        Tile,
        _TILES + "from (values ($1::int, $2::int, $3::int)) as wanted (z, x, y)",
        z,
        x,
        y,
    )


_OF_TOWN = """
    select tile.z, tile.x, tile.y, tile.data || (
        select coalesce(st_asmvt(shown, 'zones', 4096, 'geom', 'number'), ''::bytea)
        from (
            select number, kind, code, name,
                   st_asmvtgeom(case when tile.z < 12 then shape_far when tile.z < 14 then shape_mid else shape end,
                                st_tileenvelope(tile.z, tile.x, tile.y), 4096, 64, true) as geom
            from areas
            where shape && st_tileenvelope(tile.z, tile.x, tile.y, margin => 0.025)
              and (town_code = $4 or code = $4) and kind in ('town', 'village', 'duty_zone')
              and valid_from <= $5 and (valid_to is null or $5 < valid_to)
        ) as shown
        where geom is not null
    ) as data
    from (
"""


_CELLS = "from (select $1::int as z, x, y from unnest($2::int[], $3::int[]) as u (x, y)) as wanted) as tile"


async def tiles(conn: Conn, z: int, xs: Sequence[int], ys: Sequence[int], town_code: str, on: date) -> list[Tile]:
    """Tiles of a package: the map, and a layer ``zones`` of the town itself, its villages and its duty zones."""
    return await db.all(
        conn,
        Tile,
        _OF_TOWN + _TILES + _CELLS,
        z,
        xs,
        ys,
        town_code,
        on,
    )


_VERSION = """
    cross join lateral (
        select data_versions.version || '-' || substr(md5(st_asbinary(geom) || convert_to((
            select coalesce(string_agg(number::text, ',' order by number), '') from areas as own
            where own.town_code = areas.code and own.kind in ('town', 'village', 'duty_zone')
              and own.valid_from <= $2 and (own.valid_to is null or $2 < own.valid_to)
        ), 'UTF8')), 1, 8) as version
        from data_versions where data_versions.name = 'map_features'
    ) as now
"""


_TOWN = """
    select code, areas.name, st_xmin(geom) as west, st_ymin(geom) as south, st_xmax(geom) as east,
           st_ymax(geom) as north, now.version
    from areas
"""
_THIS = "where kind = 'town' and code = $1 and valid_from <= $2 and (valid_to is null or $2 < valid_to)"


async def town(conn: Conn, town_code: str, on: date) -> TownBox:
    """Raises: NotFound: no town of this code is in force."""
    return await db.one(
        conn,
        TownBox,
        _TOWN + _VERSION + _THIS,
        town_code,
        on,
    )


_PACKAGE = """
    select code as town_code, areas.name as town_name, now.version, octet_length(data) as size, made_at,
           percent, coalesce(failed, false) as failed
    from areas
"""
_OF_TOWNS = """
    left join map_packages on map_packages.town_code = code and map_packages.version = now.version
    left join map_package_jobs as job on job.town_code = code and map_packages.town_code is null
    where kind = 'town' and valid_from <= $2 and (valid_to is null or $2 < valid_to)
      and ($1::text[] is null or code = any($1))
    order by code collate "C"
"""


async def packages(conn: Conn, town_codes: Sequence[str] | None, on: date) -> list[MapPackage]:
    """One for every town; ``size`` only where the kept one is up to date."""
    return await db.all(
        conn,
        MapPackage,
        _PACKAGE + _VERSION + _OF_TOWNS,
        town_codes,
        on,
    )


async def kept(conn: Conn, town_code: str) -> Kept | None:
    return await db.maybe_one(
        conn, Kept, "select version, octet_length(data) as size from map_packages where town_code = $1", town_code
    )


async def part(conn: Conn, town_code: str, first: int, size: int) -> bytes:
    """Bytes of the kept package, counted from 0."""
    found = await db.one(
        conn,
        Part,
        "select substring(data from $2::int + 1 for $3::int) as data from map_packages where town_code = $1",
        town_code,
        first,
        size,
    )
    return found.data


async def keep(conn: Conn, town_code: str, version: str, data: bytes) -> None:
    await db.run(
        conn,
        """
        insert into map_packages (town_code, version, data) values ($1, $2, $3)
        on conflict (town_code) do update set version = excluded.version, data = excluded.data, made_at = now()
        """,
        town_code, version, data,
    )  # fmt: skip


async def ask(conn: Conn, town_code: str) -> None:
    """Have a package made. Who asks while it is being made waits with the others."""
    await db.run(
        conn,
        """
        insert into map_package_jobs as job (town_code) values ($1)
        on conflict (town_code) do update
        set asked_at = now(), percent = 0, failed = false, taken_until = null where job.failed
        """,
        town_code,
    )


async def take(conn: Conn, lease: timedelta) -> Job | None:
    """The one that waits longest and that nobody works on."""
    return await db.maybe_one(
        conn,
        Job,
        """
        update map_package_jobs set taken_until = now() + $1
        where town_code = (
            select town_code from map_package_jobs
            where not failed and (taken_until is null or taken_until < now())
            order by asked_at limit 1 for update skip locked
        )
        returning town_code
        """,
        lease,
    )


async def save_percent(conn: Conn, town_code: str, percent: int, lease: timedelta) -> None:
    await db.run(
        conn,
        "update map_package_jobs set percent = $2, taken_until = now() + $3 where town_code = $1",
        town_code,
        percent,
        lease,
    )


async def finish(conn: Conn, town_code: str) -> None:
    await db.run(conn, "delete from map_package_jobs where town_code = $1", town_code)


async def give_up(conn: Conn, town_code: str) -> None:
    await db.run(conn, "update map_package_jobs set failed = true where town_code = $1", town_code)


async def replace(conn: Conn, source: str, features: Sequence[NewFeature], min_zooms: Sequence[int]) -> None:
    """Put a source's features, each with its first zoom, in the place of those it brought before."""
    await db.run(conn, "delete from map_features where source = $1", source)
    await db.run(
        conn,
        """
        insert into map_features (id, source, kind, name, rank, min_zoom, geom)
        select id, $1, kind, name, rank, min_zoom, st_geomfromwkb(wkb, 4490)
        from unnest($2::uuid[], $3::text[], $4::text[], $5::int[], $6::int[], $7::bytea[])
             as new (id, kind, name, rank, min_zoom, wkb)
        """,
        source,
        [uuid7() for _ in features],
        [f.kind.value for f in features],
        [f.name for f in features],
        [f.rank for f in features],
        list(min_zooms),
        [f.wkb for f in features],
    )


async def roads(conn: Conn, box: Box) -> list[Road]:
    """Lines of roads that touch a box."""
    return await db.all(
        conn,
        Road,
        """
        select st_asbinary(geom) as wkb from map_features
        where kind = 'road' and st_dimension(geom) = 1 and geom && st_makeenvelope($1, $2, $3, $4, 4490)
        order by id
        """,
        box.west,
        box.south,
        box.east,
        box.north,
    )
