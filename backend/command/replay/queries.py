"""Every SQL statement about what is played back; all of them behind the caller's fence."""

from collections.abc import Sequence
from uuid import UUID

from msgspec import Struct

from backend.command.replay.structs import Photo, Wanted
from backend.core import db
from backend.core.db import Conn
from backend.leads.queries import SELECT as LEAD
from backend.leads.structs import Lead
from backend.patrols.queries import SELECT as PATROL
from backend.patrols.structs import Patrol

MOST_LEADS = 500
MOST_PHOTOS = 1_000


_IN_TIME = """
    where started_at < $2 and started_at >= $1::timestamptz - interval '7 days'
      and coalesce(ended_at, greatest(last_fix_at, started_at)) >= $1
      and ($3::uuid is null or person_id = $3) and ($4::text is null or squad = $4)
      and ($5::uuid is null or exists (
          select from track_batches
          where day = track_day and patrol_id = patrols.id and to_at >= $1 and from_at < $2
            and bbox && (select geom from areas where id = $5 and kind = 'duty_zone')
      ))
    order by started_at, patrols.id
"""


async def patrols(conn: Conn, wanted: Wanted) -> list[Patrol]:
    """That touch the time and began at most seven days before; for a zone those of which fixes lie in its box."""
    await db.plan_anew(conn)
    return await db.all(
        conn,
        Patrol,
        PATROL + _IN_TIME,
        wanted.begin, wanted.end, wanted.person_id, wanted.squad, wanted.zone_id,
    )  # fmt: skip


class Number(Struct, frozen=True, kw_only=True):
    number: int


async def zone_number(conn: Conn, zone_id: UUID) -> int:
    """Raises: NotFound."""
    found = await db.one(conn, Number, "select number from areas where id = $1 and kind = 'duty_zone'", zone_id)
    return found.number


async def leads(conn: Conn, wanted: Wanted, people: Sequence[UUID]) -> list[Lead]:
    """Made in the time: in the zone where one is asked for, otherwise by these people."""
    return await db.all(
        conn,
        Lead,
        LEAD
        + """
        where captured_at >= $1 and captured_at < $2
          and case when $3::uuid is null then reported_by = any($4::uuid[]) else duty_zone_id = $3 end
        order by captured_at, leads.id limit $5
        """,
        wanted.begin,
        wanted.end,
        wanted.zone_id,
        people,
        MOST_LEADS,
    )


async def photos(conn: Conn, wanted: Wanted, people: Sequence[UUID]) -> list[Photo]:
    """Originals that were made in the time, of whichever lead."""
    return await db.all(
        conn,
        Photo,
        """
        select media.id, lead_id, media.captured_at, captured_by, media.mime,
               array[coalesce((media.fix ->> 'lon')::float8, st_x(place)),
                     coalesce((media.fix ->> 'lat')::float8, st_y(place))] as place
        from media join leads on leads.id = lead_id
        where media.captured_at >= $1 and media.captured_at < $2 and role = 'original'
          and case when $3::uuid is null then captured_by = any($4::uuid[]) else duty_zone_id = $3 end
        order by media.captured_at, media.id limit $5
        """,
        wanted.begin,
        wanted.end,
        wanted.zone_id,
        people,
        MOST_PHOTOS,
    )
