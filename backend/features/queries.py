"""Every SQL statement that reads features: within the caller's fence, by id, a page at a time."""

from datetime import date
from uuid import UUID

from backend.core import db
from backend.core.db import Conn
from backend.features.structs import Asked, Box, LeadRow, PatrolRow, Times, ZoneRow

_ANY = Times(begin=None, end=None)


async def zones(
    conn: Conn, asked: Asked, first: date | None, last: date | None, one: UUID | None = None
) -> list[ZoneRow]:
    """Versions of areas that were in force on some day from ``first`` to ``last``."""
    await db.plan_anew(conn)
    return await db.all(
        conn,
        ZoneRow,
        """
        select id, st_asgeojson(geom, 9, 0) as geometry, kind, code, name, town_code, valid_from, valid_to, area_m2
        from areas
        where ($1::uuid is null or id = $1) and ($2::uuid is null or id > $2)
          and ($3::date is null or valid_to is null or valid_to > $3) and ($4::date is null or valid_from <= $4)
          and ($5::text is null or kind = $5) and ($6::text is null or town_code = $6)
          and ($7::float8[] is null or st_intersects(geom, st_makeenvelope($7[1], $7[2], $7[3], $7[4], 4490))
               or st_intersects(geom, st_makeenvelope($7[5], $7[6], $7[7], $7[8], 4490)))
        order by id limit $8
        """,
        one, asked.after, first, last, asked.match.get("kind"), asked.match.get("town_code"), _box(asked),
        asked.limit + 1,
    )  # fmt: skip


async def leads(conn: Conn, asked: Asked, one: UUID | None = None) -> list[LeadRow]:
    """By when they were captured."""
    await db.plan_anew(conn)
    times = asked.times or _ANY
    return await db.all(
        conn,
        LeadRow,
        """
        select leads.id, st_asgeojson(place, 9, 0) as geometry, state, category, name_zh as category_name_zh,
               name_en as category_name_en, address, note, town_code, town_name, duty_zone_name, reported_by_name,
               assigned_to_name, (fix ->> 'accuracy_m')::float8 as accuracy_m, captured_at, received_at
        from leads join lead_categories on lead_categories.code = category
        where ($1::uuid is null or leads.id = $1) and ($2::uuid is null or leads.id > $2)
          and ($3::timestamptz is null or captured_at >= $3) and ($4::timestamptz is null or captured_at <= $4)
          and ($5::text is null or state = $5) and ($6::text is null or town_code = $6)
          and ($7::float8[] is null or st_intersects(place, st_makeenvelope($7[1], $7[2], $7[3], $7[4], 4490))
               or st_intersects(place, st_makeenvelope($7[5], $7[6], $7[7], $7[8], 4490)))
        order by leads.id limit $8
        """,
        one, asked.after, times.begin, times.end, asked.match.get("state"), asked.match.get("town_code"), _box(asked),
        asked.limit + 1,
    )  # fmt: skip


async def patrols(conn: Conn, asked: Asked, one: UUID | None = None) -> list[PatrolRow]:
    """By when they were under way, and by where fixes lie: a box counts when a batch's own box meets it."""
    await db.plan_anew(conn)
    times = asked.times or _ANY
    return await db.all(
        conn,
        PatrolRow,
        """
        select patrols.id, state, person_name, squad, areas.name as duty_zone_name, vehicle, patrols.town_code,
               started_at, ended_at
        from patrols left join areas on areas.id = duty_zone_id
        where ($1::uuid is null or patrols.id = $1) and ($2::uuid is null or patrols.id > $2)
          and ($3::timestamptz is null or coalesce(ended_at, 'infinity') >= $3)
          and ($4::timestamptz is null or started_at <= $4)
          and ($5::text is null or state = $5) and ($6::text is null or patrols.town_code = $6)
          and ($7::float8[] is null or exists (
              select from track_batches where day = track_day and patrol_id = patrols.id
                and (bbox && st_makeenvelope($7[1], $7[2], $7[3], $7[4], 4490)
                     or bbox && st_makeenvelope($7[5], $7[6], $7[7], $7[8], 4490))))
        order by patrols.id limit $8
        """,
        one, asked.after, times.begin, times.end, asked.match.get("state"), asked.match.get("town_code"), _box(asked),
        asked.limit + 1,
    )  # fmt: skip


def _box(asked: Asked) -> list[float] | None:
    """One after the other; a second one that is not there is NULL to PostgreSQL, and meets nothing."""
    return [side for box in asked.boxes for side in box] or None


async def extent(conn: Conn) -> Box | None:
    """Of the whole ground the areas cover."""
    return await db.maybe_one(
        conn,
        Box,
        """
        select st_xmin(ground) as west, st_ymin(ground) as south, st_xmax(ground) as east, st_ymax(ground) as north
        from (select st_extent(geom) as ground from areas where kind in ('county', 'town')) as covered
        where ground is not null
        """,
    )
