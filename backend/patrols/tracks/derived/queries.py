"""Every SQL statement about what is derived of tracks: display paths, visits of zones and sums."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from backend.core import db
from backend.core.db import Conn
from backend.patrols.structs import DroppedCount
from backend.patrols.tracks.derived.structs import DrawnPath, KeptShare, StalePath, Sums, WithoutPath


async def sums(conn: Conn, patrol_id: UUID) -> Sums | None:
    return await db.maybe_one(
        conn,
        Sums,
        "select point_count, distance_m, moving_s, zones, dropped from patrol_sums where patrol_id = $1",
        patrol_id,
    )


async def save_sums(
    conn: Conn,
    patrol_id: UUID,
    point_count: int,
    distance_m: float,
    moving_s: float,
    zones: Sequence[KeptShare],
    dropped: Sequence[DroppedCount],
) -> None:
    await db.run(
        conn,
        """
        insert into patrol_sums (patrol_id, point_count, distance_m, moving_s, zones, dropped)
        values ($1, $2, $3, $4, $5, $6)
        on conflict (patrol_id) do update
        set point_count = excluded.point_count, distance_m = excluded.distance_m, moving_s = excluded.moving_s,
            zones = excluded.zones, dropped = excluded.dropped
        """,
        patrol_id, point_count, distance_m, moving_s, zones, dropped,
    )  # fmt: skip


async def stale_path(conn: Conn) -> StalePath | None:
    """An ended patrol whose display path is not of all its points; held, so that nobody else derives it too."""
    return await db.maybe_one(
        conn,
        StalePath,
        """
        select id, started_at, point_count from patrols
        where state = 'ended' and path_stale
        order by id limit 1
        for no key update skip locked
        """,
    )


async def drawn_paths(conn: Conn, patrol_ids: list[UUID], within_deg: float) -> list[DrawnPath]:
    """The display paths that are of all points, as one MULTILINESTRING a patrol."""
    return await db.all(
        conn,
        DrawnPath,
        """
        select patrol_id,
               st_asbinary(st_multi(st_collect(st_simplify(st_force2d(path), $2, true) order by part))) as wkb
        from patrols join patrol_paths on patrol_paths.day = track_day and patrol_id = patrols.id
        where patrols.id = any($1::uuid[]) and not path_stale
        group by patrol_id
        """,
        patrol_ids,
        within_deg,
    )


async def without_path(conn: Conn, patrol_ids: list[UUID]) -> list[WithoutPath]:
    return await db.all(
        conn,
        WithoutPath,
        "select id from patrols where id = any($1::uuid[]) and point_count > 0 and path_stale",
        patrol_ids,
    )


async def save_path(conn: Conn, patrol_id: UUID, point_count: int, parts: list[bytes]) -> None:
    """Replace the display path; ``parts`` are LINESTRING M as well-known binary, M in epoch seconds."""
    await db.run(
        conn,
        "delete from patrol_paths where day = (select track_day from patrols where id = $1) and patrol_id = $1",
        patrol_id,
    )
    await db.run(
        conn,
        """
        insert into patrol_paths (day, patrol_id, part, path)
        select (select track_day from patrols where id = $1), $1, part - 1, st_geomfromwkb(wkb, 4490)
        from unnest($2::bytea[]) with ordinality as drawn(wkb, part)
        """,
        patrol_id,
        parts,
    )
    await db.run(conn, "update patrols set path_points = $2 where id = $1", patrol_id, point_count)


async def save_visits(conn: Conn, zones: Mapping[int, datetime]) -> None:
    """Note when zones, by number, were last visited. Never later than now, and written once a minute at most."""
    await db.run(
        conn,
        """
        insert into zone_visits (code, last_at)
        select code, max(least(at, now()))
        from unnest($1::int[], $2::timestamptz[]) as seen(number, at) join areas using (number)
        where not exists (select 1 from zone_visits as noted
                          where noted.code = areas.code and noted.last_at > least(at, now()) - interval '1 minute')
        group by code order by code
        on conflict (code) do update set last_at = greatest(zone_visits.last_at, excluded.last_at)
        """,
        list(zones.keys()),
        list(zones.values()),
    )
