"""Every SQL statement about areas as they are edited on a map."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from msgspec import Struct

from backend.core import db
from backend.core.db import Conn
from backend.zones.structs import Area, AreaKind, AreaRef

_ABOUT_DEGREES = 0.003


async def areas(conn: Conn, kind: AreaKind, town_code: str | None, on: date, limit: int) -> list[Area]:
    """With every digit of their shapes: rounded, neighbours would come apart."""
    return await db.all(
        conn,
        Area,
        """
        select id, kind, code, name, town_code, valid_from, valid_to, st_asgeojson(geom, 15)::json as geometry, area_m2
        from areas
        where kind = $1 and valid_from <= $3 and (valid_to is null or $3 < valid_to)
          and ($2::text is null or town_code = $2)
        order by code collate "C" limit $4
        """,
        kind.value,
        town_code,
        on,
        limit,
    )


async def around(conn: Conn, kind: AreaKind, town_code: str, on: date, limit: int) -> list[Area]:
    """Those of other towns that lie within some three hundred metres of a town's."""
    return await db.all(
        conn,
        Area,
        """
        select id, kind, code, name, town_code, valid_from, valid_to, st_asgeojson(geom, 15)::json as geometry, area_m2
        from areas
        where kind = $1 and valid_from <= $3 and (valid_to is null or $3 < valid_to)
          and town_code is distinct from $2::text
          and geom && (
            select st_setsrid(st_expand(st_extent(geom)::geometry, $5), 4490) from areas
            where kind = $1 and town_code = $2 and valid_from <= $3 and (valid_to is null or $3 < valid_to)
          )
        order by code collate "C" limit $4
        """,
        kind.value,
        town_code,
        on,
        limit,
        _ABOUT_DEGREES,
    )


async def refs(conn: Conn, ids: Sequence[UUID]) -> list[AreaRef]:
    return await db.all(
        conn, AreaRef, "select id, kind, code, name, town_code from areas where id = any($1::uuid[])", ids
    )


class Given(Struct, frozen=True):
    code: str


async def codes_ever(conn: Conn, kind: AreaKind) -> list[str]:
    """Also of areas that are no more: their codes are not given again."""
    found = await db.all(conn, Given, "select distinct code from areas where kind = $1", kind.value)
    return [f.code for f in found]


class Known(Struct, frozen=True):
    sha256: str


async def known(conn: Conn, import_id: UUID) -> str | None:
    """The hash of what is kept under this id."""
    found = await db.maybe_one(conn, Known, "select sha256 from area_imports where id = $1", import_id)
    return found.sha256 if found else None
