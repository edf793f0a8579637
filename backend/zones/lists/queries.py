"""Every SQL statement that lists areas in an order."""

from backend.core import db
from backend.core.db import Conn
from backend.core.pages import Place, column_of, falls
from backend.zones.lists.structs import AreaFilter, AreaLine, AreaOrder, Shape
from backend.zones.structs import AreaKind

_SELECT = """
    with listed as (
        select id, kind, code, name, town_code, valid_from, valid_to, area_m2,
               (select town.name from areas as town
                where town.kind = 'town' and town.code = areas.town_code
                  and town.valid_from <= $1 and (town.valid_to is null or $1 < town.valid_to)) as town_name
        from areas
        where valid_from <= $1 and (valid_to is null or $1 < valid_to)
          and ($2::text is null or kind = $2) and ($3::text is null or town_code = $3)
    )
    select id, kind, code, name, town_code, town_name, valid_from, valid_to, area_m2 from listed
    where ($4::text is null or code ilike $4 or name ilike $4 or town_name ilike $4)
"""
_KEY = """
    (case $5::text
        when 'kind' then position(kind in 'county town village duty_zone unit_grid governance_grid') + 100 || code
        when 'code' then code when 'name' then name when 'town' then coalesce(town_name, '')
        when 'valid_from' then valid_from::text when 'valid_to' then coalesce(valid_to::text, '9999')
        when 'area_m2' then lpad(round(area_m2)::bigint::text, 15, '0')
    end collate "C")
"""
_RISING = " and ($7::uuid is null or (" + _KEY + ", id) > ($6::text, $7)) order by " + _KEY + ", id limit $8"
_FALLING = " and ($7::uuid is null or (" + _KEY + ", id) < ($6::text, $7)) order by " + _KEY + " desc, id desc limit $8"
_KINDS = " ".join(AreaKind)


def key_of(area: AreaLine, order: AreaOrder) -> str:
    """The value a column sorts by, as in ``_KEY``."""
    return {
        "kind": str(_KINDS.index(area.kind.value) + 101) + area.code,
        "code": area.code,
        "name": area.name,
        "town": area.town_name or "",
        "valid_from": area.valid_from.isoformat(),
        "valid_to": area.valid_to.isoformat() if area.valid_to else "9999",
        "area_m2": str(round(area.area_m2)).zfill(15),
    }[column_of(order)]


async def areas(conn: Conn, wanted: AreaFilter, order: AreaOrder, after: Place | None, limit: int) -> list[AreaLine]:
    """Those in force that match, in the order asked for, compared character by character."""
    kind = wanted.kind.value if wanted.kind else None
    text, last = (after.text, after.id) if after else (None, None)
    if falls(order):
        return await db.all(
            conn, AreaLine, _SELECT + _FALLING,
            wanted.on, kind, wanted.town_code, wanted.pattern, column_of(order), text, last, limit,
        )  # fmt: skip
    return await db.all(
        conn, AreaLine, _SELECT + _RISING,
        wanted.on, kind, wanted.town_code, wanted.pattern, column_of(order), text, last, limit,
    )  # fmt: skip


async def shapes(conn: Conn, listed: list[AreaLine]) -> list[bytes | None]:
    """The shape of each of these versions, well-known binary."""
    ids = [area.id for area in listed]
    found = await db.all(conn, Shape, "select id, st_asbinary(geom) as wkb from areas where id = any($1::uuid[])", ids)
    by_id = {shape.id: shape.wkb for shape in found}
    return [by_id.get(area_id) for area_id in ids]
