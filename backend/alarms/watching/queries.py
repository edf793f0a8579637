"""Every SQL statement about what the server notices by itself."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from backend.alarms.structs import AlarmKind, Where
from backend.alarms.watching.structs import Id, Lock, Noticed, Seen, Turn, Unvisited
from backend.core import db
from backend.core.db import Conn


async def lock(conn: Conn) -> Lock:
    """One process looks at a time: whoever holds the lock, until the transaction ends."""
    return await db.one(conn, Lock, "select pg_try_advisory_xact_lock(20261126, 31) as ours")


async def turn(conn: Conn, every_s: float) -> Turn:
    """Asked under the lock, and by a statement of its own, so that it sees what who held it before has written.

    A look in the future is none: the clock was set back. A snapshot counts for a minute: in a database that was put
    back from a copy, transactions are numbered anew.
    """
    return await db.one(
        conn,
        Turn,
        """
        select looked_at is null or looked_at > clock_timestamp()
                   or looked_at <= clock_timestamp() - make_interval(secs => $1) as due,
               case when looked_at > clock_timestamp() - interval '1 minute' then alarm_watch.seen end as since,
               pg_current_snapshot()::text as seen
        from (select) as asked left join alarm_watch on true
        """,
        every_s,
    )


async def looked(conn: Conn, seen: str) -> None:
    await db.run(
        conn,
        """
        insert into alarm_watch (seen, looked_at) values ($1, clock_timestamp())
        on conflict (one) do update set seen = excluded.seen, looked_at = excluded.looked_at
        """,
        seen,
    )


async def moved(conn: Conn, since: str | None, edge_m: float, accuracy_m: int | None) -> list[Seen]:
    """Positions of running patrols written since a snapshot, with None all: those that may be wrong, or were before.

    How far outside is told in degrees of 96 km, one of longitude at 30° north: a third too far to north and south at
    most nowhere in China, and never too near.
    """
    return await db.all(
        conn,
        Seen,
        """
        select * from (
            select p.id as patrol_id, p.town_code, z.code as zone_code, here.at, here.lon, here.lat, here.accuracy_m,
                   case when z.id is not null then st_covers(z.geom, spot) end as within,
                   case when z.id is not null then not st_covers(z.geom, spot) and not st_dwithin(
                       z.geom, spot, greatest($2::float8, coalesce(here.accuracy_m, 0)) / 96000) end as beyond,
                   array(select kind from alarm_marks m where m.patrol_id = p.id) as marked
            from live_positions here
            join patrols p on p.id = here.patrol_id and p.state = 'running'
            left join areas z on z.id = p.duty_zone_id
            cross join lateral st_setsrid(st_makepoint(here.lon, here.lat), 4490) as spot
            where $1::text is null
               or (here.xid >= pg_snapshot_xmin((select $1::text::pg_snapshot))
                   and not pg_visible_in_snapshot(here.xid, (select $1::text::pg_snapshot)))
        ) seen
        where beyond or marked <> '{}' or accuracy_m > $3::int
        order by patrol_id
        """,
        since,
        edge_m,
        accuracy_m,
    )


async def visits(conn: Conn, since: str | None, today: date) -> None:
    """Whoever is on duty visits the zones they are in: all that hold their place, wherever several do."""
    await db.run(
        conn,
        """
        insert into zone_visits (code, last_at)
        select z.code, max(least(here.at, now()))
        from live_positions here
        join patrols p on p.id = here.patrol_id and p.state = 'running'
        join areas z on z.kind = 'duty_zone' and z.valid_from <= $2 and (z.valid_to is null or z.valid_to > $2)
                    and st_covers(z.geom, st_setsrid(st_makepoint(here.lon, here.lat), 4490))
        where ($1::text is null
               or (here.xid >= pg_snapshot_xmin((select $1::text::pg_snapshot))
                   and not pg_visible_in_snapshot(here.xid, (select $1::text::pg_snapshot))))
          and not exists (select 1 from zone_visits v
                          where v.code = z.code and v.last_at > here.at - interval '1 minute')
        group by z.code order by z.code
        on conflict (code) do update set last_at = greatest(zone_visits.last_at, excluded.last_at)
        """,
        since,
        today,
    )


async def mark(conn: Conn, marks: Sequence[tuple[UUID, AlarmKind, datetime]]) -> None:
    await db.run(
        conn,
        """
        insert into alarm_marks (patrol_id, kind, since)
        select * from unnest($1::uuid[], $2::text[], $3::timestamptz[])
        on conflict do nothing
        """,
        [patrol_id for patrol_id, _, _ in marks],
        [kind.value for _, kind, _ in marks],
        [since for _, _, since in marks],
    )


async def unmark(conn: Conn, marks: Sequence[tuple[UUID, AlarmKind]]) -> None:
    await db.run(
        conn,
        """
        delete from alarm_marks using unnest($1::uuid[], $2::text[]) as over(patrol_id, kind)
        where alarm_marks.patrol_id = over.patrol_id and alarm_marks.kind = over.kind
        """,
        [patrol_id for patrol_id, _ in marks],
        [kind.value for _, kind in marks],
    )


async def unmark_off_duty(conn: Conn) -> None:
    await db.run(
        conn,
        "delete from alarm_marks using patrols p where p.id = alarm_marks.patrol_id and p.state <> 'running'",
    )


async def silent(conn: Conn, after_minutes: int, oldest_hours: int) -> list[Noticed]:
    """Officers whose patrol runs and of whom nothing has been heard, each silence until it is raised."""
    return await db.all(
        conn,
        Noticed,
        """
        select * from (
            select p.person_id, p.person_name, p.squad, p.device_id, p.id as patrol_id, p.town_code,
                   z.code as zone_code, here.lon, here.lat, here.accuracy_m, here.at as fix_at,
                   here.battery::int as battery, 'no_fix' as kind,
                   greatest(here.at, p.received_at, (select max(e.received_at) from patrol_events e
                                                     where e.patrol_id = p.id and e.kind = 'resume')) as since
            from patrols p left join live_positions here on here.person_id = p.person_id and here.patrol_id = p.id
            left join areas z on z.id = p.duty_zone_id
            where p.state = 'running' and p.received_at < now() - make_interval(mins => $1)
              and (here.at is null or here.at < now() - make_interval(mins => $1))
        ) duty
        where since < now() - make_interval(mins => $1) and since > now() - make_interval(hours => $2)
          and not exists (select 1 from alarms a
                          where a.patrol_id = duty.patrol_id and a.kind = 'no_fix' and a.since = duty.since)
        order by patrol_id
        """,
        after_minutes,
        oldest_hours,
    )


async def running_low(conn: Conn, percent: int, oldest_hours: int) -> list[Noticed]:
    """Officers on duty whose phone is nearly empty, once a patrol."""
    return await db.all(
        conn,
        Noticed,
        """
        select p.person_id, p.person_name, p.squad, p.device_id, p.id as patrol_id, p.town_code, z.code as zone_code,
               here.lon, here.lat, here.accuracy_m, here.at as fix_at, here.battery::int as battery,
               'low_battery' as kind, p.received_at as since
        from patrols p join live_positions here on here.person_id = p.person_id and here.patrol_id = p.id
        left join areas z on z.id = p.duty_zone_id
        where p.state <> 'ended' and here.battery <= $1 and here.at > now() - make_interval(hours => $2)
          and not exists (select 1 from alarms a where a.patrol_id = p.id and a.kind = 'low_battery')
        order by p.id
        """,
        percent,
        oldest_hours,
    )


async def marked(conn: Conn, after_minutes: int) -> list[Noticed]:
    """Officers with whom something has been wrong for so long, each time until it is raised."""
    return await db.all(
        conn,
        Noticed,
        """
        select p.person_id, p.person_name, p.squad, p.device_id, p.id as patrol_id, p.town_code, z.code as zone_code,
               here.lon, here.lat, here.accuracy_m, here.at as fix_at, here.battery::int as battery, m.kind, m.since
        from alarm_marks m join patrols p on p.id = m.patrol_id and p.state = 'running'
        left join live_positions here on here.person_id = p.person_id and here.patrol_id = p.id
        left join areas z on z.id = p.duty_zone_id
        where m.since <= now() - make_interval(mins => $1)
          and not exists (select 1 from alarms a
                          where a.patrol_id = m.patrol_id and a.kind = m.kind and a.since = m.since)
        order by p.id, m.kind
        """,
        after_minutes,
    )


async def unvisited(
    conn: Conn, today: date, after_hours: int, towns: Sequence[str], codes: Sequence[str]
) -> list[Unvisited]:
    """Duty zones in force, of these towns or with these codes, where nobody was for so long, or ever, and of which that
    has not been raised.

    Raised of whatever version: whoever visits a zone visits its code, and its borders may be drawn anew meanwhile.
    """
    return await db.all(
        conn,
        Unvisited,
        """
        select z.id as zone_id, z.code as zone_code, z.town_code, v.last_at as visited_at
        from areas z left join zone_visits v using (code)
        where z.kind = 'duty_zone' and (z.town_code = any($3::text[]) or z.code = any($4::text[]))
          and z.town_code is not null and z.valid_from <= $1 and (z.valid_to is null or z.valid_to > $1)
          and (v.last_at is null or v.last_at < now() - make_interval(hours => $2))
          and not exists (select 1 from areas any_version join alarms a on a.duty_zone_id = any_version.id
                          where any_version.kind = 'duty_zone' and any_version.code = z.code and a.kind = 'unvisited'
                            and (v.last_at is null or a.since >= v.last_at))
        order by z.code
        """,
        today,
        after_hours,
        list(towns),
        list(codes),
    )


async def insert_noticed(conn: Conn, alarm_id: UUID, noticed: Noticed, where: Where, at: datetime) -> int:
    """0 when it was raised before."""
    return await db.run(
        conn,
        """
        insert into alarms (id, kind, state, person_id, person_name, squad, device_id, patrol_id, town_code, town_name,
                            duty_zone_id, duty_zone_name, place, accuracy_m, fix_at, battery, at, note, since)
        values ($1, $2, 'raised', $3, $4, $5, $6, $7, $8, $9, $10, $11, st_setsrid(st_makepoint($12, $13), 4490),
                $14, $15, $16, $17, '', $18)
        on conflict do nothing
        """,
        alarm_id, noticed.kind.value, noticed.person_id, noticed.person_name, noticed.squad, noticed.device_id,
        noticed.patrol_id, where.town_code, where.town_name, where.duty_zone_id, where.duty_zone_name, where.lon,
        where.lat, where.accuracy_m, where.fix_at, where.battery, at, noticed.since,
    )  # fmt: skip


async def insert_unvisited(
    conn: Conn, alarm_id: UUID, zone_id: UUID, since: datetime, at: datetime, today: date
) -> int:
    """At a place within the zone. 0 when it was raised before."""
    return await db.run(
        conn,
        """
        insert into alarms (id, kind, state, person_name, town_code, town_name, duty_zone_id, duty_zone_name, place, at,
                            note, since)
        select $1, 'unvisited', 'raised', '', z.town_code, t.name, z.id, z.name, st_pointonsurface(z.geom), $4, '', $3
        from areas z left join areas t on t.kind = 'town' and t.code = z.town_code and t.valid_from <= $5
                                      and (t.valid_to is null or t.valid_to > $5)
        where z.id = $2
        on conflict do nothing
        """,
        alarm_id,
        zone_id,
        since,
        at,
        today,
    )


async def over(conn: Conn, battery_again: int) -> list[Id]:
    """Open alarms of the server's own whose cause is gone, held until the transaction ends."""
    return await db.all(
        conn,
        Id,
        """
        select a.id from alarms a
        left join patrols p on p.id = a.patrol_id
        left join live_positions here on here.person_id = a.person_id and here.patrol_id = a.patrol_id
        where a.state <> 'closed' and a.since is not null
          and case a.kind
              when 'unvisited' then exists (select 1 from areas z join zone_visits v using (code)
                                            where z.id = a.duty_zone_id and v.last_at > a.since)
              else p.id is null or p.state = 'ended'
                   or (a.kind = 'no_fix' and (p.state = 'paused' or here.at > a.since))
                   or (a.kind = 'low_battery' and here.battery > $1)
                   or (a.kind in ('left_zone', 'accuracy_lost') and not exists (
                       select 1 from alarm_marks m
                       where m.patrol_id = a.patrol_id and m.kind = a.kind and m.since = a.since))
              end
        order by a.id
        for no key update of a skip locked
        """,
        battery_again,
    )
