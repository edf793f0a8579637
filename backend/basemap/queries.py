"""Every SQL statement about the town's own map."""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from backend.basemap.structs import Box, MapPackage, NewFeature, Packed, Road, Tile, TownBox
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


async def tiles(conn: Conn, box: Box, first_zoom: int, last_zoom: int) -> list[Tile]:
    """Every tile of a package that touches the box (Web Mercator tiles, counted from the north-west)."""
    return await db.all(
        conn,
        Tile,
        _TILES
        + """
        from generate_series($5::int, $6::int) as z,
             lateral (select (1 << z)::float8 as n) as count,
             lateral generate_series(
                 floor((($1::float8 + 180) / 360) * n)::int, floor((($3::float8 + 180) / 360) * n)::int
             ) as x,
             lateral generate_series(
                 floor((0.5 - ln(tan(pi() / 4 + radians($4::float8) / 2)) / (2 * pi())) * n)::int,
                 floor((0.5 - ln(tan(pi() / 4 + radians($2::float8) / 2)) / (2 * pi())) * n)::int
             ) as y
        """,
        box.west, box.south, box.east, box.north, first_zoom, last_zoom,
    )  # fmt: skip


async def town(conn: Conn, town_code: str, on: date) -> TownBox:
    """Raises: NotFound: no town of this code is in force."""
    return await db.one(
        conn,
        TownBox,
        """
        select code, areas.name, st_xmin(geom) as west, st_ymin(geom) as south, st_xmax(geom) as east,
               st_ymax(geom) as north, data_versions.version || '-' || substr(md5(st_asbinary(geom)), 1, 8) as version
        from areas join data_versions on data_versions.name = 'map_features'
        where kind = 'town' and code = $1 and valid_from <= $2 and (valid_to is null or $2 < valid_to)
        """,
        town_code,
        on,
    )


async def packages(conn: Conn, town_codes: Sequence[str] | None, on: date) -> list[MapPackage]:
    """One for every town; ``size`` only where the kept one is up to date."""
    return await db.all(
        conn,
        MapPackage,
        """
        select code as town_code, areas.name as town_name, now.version, octet_length(data) as size, made_at
        from areas
        join data_versions on data_versions.name = 'map_features'
        cross join lateral (
            select data_versions.version || '-' || substr(md5(st_asbinary(geom)), 1, 8) as version
        ) as now
        left join map_packages on map_packages.town_code = code and map_packages.version = now.version
        where kind = 'town' and valid_from <= $2 and (valid_to is null or $2 < valid_to)
          and ($1::text[] is null or code = any($1))
        order by code collate "C"
        """,
        town_codes,
        on,
    )


async def kept(conn: Conn, town_code: str) -> Packed | None:
    return await db.maybe_one(conn, Packed, "select version, data from map_packages where town_code = $1", town_code)


async def take_turn(conn: Conn, town_code: str) -> None:
    """Two who ask for the same package at once have it made once."""
    await db.run(conn, "select pg_advisory_xact_lock(20261125, hashtext($1))", town_code)


async def keep(conn: Conn, town_code: str, package: Packed) -> None:
    await db.run(
        conn,
        """
        insert into map_packages (town_code, version, data) values ($1, $2, $3)
        on conflict (town_code) do update set version = excluded.version, data = excluded.data, made_at = now()
        """,
        town_code, package.version, package.data,
    )  # fmt: skip


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
