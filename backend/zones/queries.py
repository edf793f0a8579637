"""Every SQL statement about areas."""

from datetime import date

from backend.core import db
from backend.core.db import Conn
from backend.zones.structs import AreaRef


async def at(conn: Conn, lon: float, lat: float, on: date) -> list[AreaRef]:
    """The areas in force on a date that cover a place, one of each kind: on a shared border, the lowest code."""
    return await db.all(
        conn,
        AreaRef,
        """
        select distinct on (kind) id, kind, code, name, town_code
        from areas
        where st_covers(geom, st_setsrid(st_makepoint($1, $2), 4490))
          and valid_from <= $3 and (valid_to is null or $3 < valid_to)
        order by kind, code
        """,
        lon,
        lat,
        on,
    )
