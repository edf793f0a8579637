"""Every SQL statement about tiles."""

from collections.abc import Sequence
from datetime import date

from backend.core import db
from backend.core.db import Conn
from backend.tiles.structs import Data, Shares, Version


async def versions(conn: Conn, numbers: Sequence[int], names: Sequence[str]) -> list[Version]:
    """For each asker the sum over everything they may see: no change of it leaves the sum as it was."""
    return await db.all(
        conn,
        Version,
        """
        select nr, coalesce(sum(version), 0)::bigint as version
        from unnest($1::int[], $2::text[]) as wanted (nr, name) left join data_versions using (name)
        group by nr
        """,
        numbers,
        names,
    )


async def version_of_all_leads(conn: Conn) -> int:
    found = await db.one(
        conn,
        Version,
        "select 0 as nr, coalesce(sum(version), 0)::bigint as version from data_versions where name ^@ 'leads:'",
    )
    return found.version


_SHOWN = """
    with shown as materialized (
        select number, kind, code, name, label,
               case when $1 < 12 then shape_far when $1 < 14 then shape_mid else shape end as drawn
        from areas
        where shape && st_tileenvelope($1, $2, $3, margin => 0.015625)
          and $1 >= case kind when 'county' then 0 when 'town' then 6 when 'duty_zone' then 9 when 'village' then 10
                              else 13 end
          and valid_from <= $4 and (valid_to is null or $4 < valid_to)
    )
    select coalesce((
        select st_asmvt(zone, 'zones', 4096, 'geom', 'number')
        from (
            select number, kind, case when $1 >= 11 then code end as code, case when $1 >= 11 then name end as name,
                   st_asmvtgeom(drawn, st_tileenvelope($1, $2, $3), 4096, 64, true) as geom
            from shown
        ) as zone
        where geom is not null
    ), ''::bytea) || coalesce((
        select st_asmvt(named, 'names', 4096, 'geom', 'number')
        from (
            select number, kind, name, st_asmvtgeom(label, st_tileenvelope($1, $2, $3), 4096, 0, true) as geom
            from shown
            where label && st_tileenvelope($1, $2, $3) and ($1 >= 11 or kind in ('county', 'town'))
        ) as named
        where geom is not null
    ), ''::bytea) as data
"""


async def zones(conn: Conn, z: int, x: int, y: int, on: date) -> bytes:
    """Areas in force on a day, from afar with shapes simpler than half a pixel shows; names apart, each on one tile."""
    return (await db.one(conn, Data, _SHOWN, z, x, y, on)).data


async def leads(conn: Conn, z: int, x: int, y: int, first: int, end: int, shorter: int) -> bytes:
    """Leads behind the caller's fence. Those of one cell are one feature: how many, and the most urgent state."""
    found = await db.one(
        conn,
        Data,
        """
        select coalesce(st_asmvt(shown, 'leads', 4096, 'geom'), ''::bytea) as data
        from (
            select count(*)::int as count,
                   (array['reported', 'accepted', 'assigned', 'handled', 'rejected', 'closed'])[min(
                       case state when 'reported' then 1 when 'accepted' then 2 when 'assigned' then 3
                                  when 'handled' then 4 when 'rejected' then 5 else 6 end
                   )] as state,
                   case when count(*) = 1 then min(id::text) end as id,
                   case when count(*) = 1 then min(category) end as category,
                   st_asmvtgeom(
                       st_setsrid(st_makepoint(
                           avg(st_x(place)) * 111319.49079327358,
                           ln(tan(pi() / 4 + radians(avg(st_y(place))) / 2)) * 6378137
                       ), 3857),
                       st_tileenvelope($1, $2, $3), 4096, 64, true
                   ) as geom
            from leads
            where quad >= $4 and quad < $5
            group by quad >> $6
        ) as shown
        where geom is not null
        """,
        z, x, y, first, end, shorter,
    )  # fmt: skip
    return found.data


async def coverage(conn: Conn, z: int, x: int, y: int, of: Shares) -> bytes:
    """Duty zones with what is known of each."""
    found = await db.one(
        conn,
        Data,
        """
        select coalesce(st_asmvt(shown, 'coverage', 4096, 'geom', 'number'), ''::bytea) as data
        from (
            select number, code, name, share, extract(epoch from last_seen)::bigint as last_seen,
                   st_asmvtgeom(
                       case when $1 < 12 then shape_far when $1 < 14 then shape_mid else shape end,
                       st_tileenvelope($1, $2, $3), 4096, 64, true
                   ) as geom
            from areas
            join unnest($4::uuid[], $5::float8[], $6::timestamptz[]) as seen (id, share, last_seen) using (id)
            where shape && st_tileenvelope($1, $2, $3, margin => 0.015625)
        ) as shown
        where geom is not null
        """,
        z, x, y, of.area_ids, of.shares, of.last_seen,
    )  # fmt: skip
    return found.data
