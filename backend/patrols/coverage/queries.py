"""Every SQL statement about what was come near."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from backend.basemap.structs import Box
from backend.core import db
from backend.core.db import Conn
from backend.patrols.coverage.structs import Passing, Zone


async def zones(conn: Conn, town_codes: Sequence[str] | None, area_id: UUID | None, on: date) -> list[Zone]:
    """Duty zones in force, of some towns or one alone; ``town_codes`` None means everywhere."""
    return await db.all(
        conn,
        Zone,
        """
        select number, id, code, name, st_asbinary(geom) as wkb from areas
        where kind = 'duty_zone' and ($1::text[] is null or town_code = any($1)) and ($2::uuid is null or id = $2)
          and valid_from <= $3 and (valid_to is null or $3 < valid_to)
        order by code collate "C"
        """,
        town_codes,
        area_id,
        on,
    )


async def passing(conn: Conn, box: Box, since: datetime) -> list[Passing]:
    """Patrols of which fixes lie in a box, taken since then; behind the caller's fence.

    First those with any fix since then, each then looked up by the key of its batches: behind the fence neither the
    box nor the time of a batch is a bound for an index.
    """
    return await db.all(
        conn,
        Passing,
        """
        select id, point_count from patrols
        cross join lateral (
            select from track_batches
            where day = track_day and patrol_id = patrols.id and to_at >= $5
              and bbox && st_makeenvelope($1, $2, $3, $4, 4490)
            limit 1
        ) as near
        where last_fix_at >= $5
        order by id
        """,
        box.west,
        box.south,
        box.east,
        box.north,
        since,
    )
