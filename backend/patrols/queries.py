"""Every SQL statement about patrols and their events."""

from datetime import datetime
from uuid import UUID

from msgspec import Struct

from backend.auth.caller import Caller
from backend.auth.permissions import Role
from backend.core import db
from backend.core.db import Conn
from backend.patrols.structs import Event, EventKind, NewEvent, NewPatrol, Officer, Patrol, PatrolState

SELECT = """
    select patrols.id, person_id, person_name, second_officer_id, second_officer_name, squad, duty_zone_id,
           areas.name as duty_zone_name, vehicle, patrols.town_code, state, started_at, ended_at, device_id,
           received_at, point_count, last_fix_at
    from patrols left join areas on areas.id = duty_zone_id
"""


class Sent(Struct, frozen=True, kw_only=True):
    """The digest of what was sent under an id."""

    patrol_id: UUID
    sent_sha256: str


class ZoneTown(Struct, frozen=True, kw_only=True):
    town_code: str | None


class Id(Struct, frozen=True, kw_only=True):
    id: UUID


async def by_id(conn: Conn, patrol_id: UUID) -> Patrol:
    return await db.one(conn, Patrol, SELECT + "where patrols.id = $1", patrol_id)


async def by_id_for_update(conn: Conn, patrol_id: UUID) -> Patrol:
    return await db.one(conn, Patrol, SELECT + "where patrols.id = $1 for no key update of patrols", patrol_id)


async def matching(
    conn: Conn,
    viewer: UUID,
    person_id: UUID | None,
    state: PatrolState | None,
    begin: datetime | None,
    end: datetime | None,
) -> list[Patrol]:
    """Patrols that touch the time from ``begin`` to ``end``: the viewer's own first, then the newest."""
    return await db.all(
        conn,
        Patrol,
        SELECT
        + """
        where ($2::uuid is null or person_id = $2) and ($3::text is null or state = $3)
          and ($5::timestamptz is null or started_at < $5)
          and ($4::timestamptz is null or coalesce(ended_at, greatest(last_fix_at, started_at)) >= $4)
        order by person_id = $1 desc, started_at desc, patrols.id
        limit 500
        """,
        viewer, person_id, state, begin, end,
    )  # fmt: skip


async def zone_town(conn: Conn, zone_id: UUID) -> ZoneTown | None:
    return await db.maybe_one(
        conn, ZoneTown, "select town_code from areas where id = $1 and kind = 'duty_zone'", zone_id
    )


class Colleague(Struct, frozen=True, kw_only=True):
    display_name: str
    roles: list[Role]


async def colleague(conn: Conn, person_id: UUID) -> Colleague | None:
    return await db.maybe_one(
        conn, Colleague, "select display_name, roles from people where id = $1 and not disabled", person_id
    )


async def insert(
    conn: Conn, patrol_id: UUID, caller: Caller, new: NewPatrol, town_code: str, ended_at: datetime | None, sha256: str,
    second_name: str | None = None,
) -> bool:  # fmt: skip
    """Store a patrol unless its id is taken; the answer is whether it was stored."""
    state = PatrolState.ENDED if ended_at else PatrolState.RUNNING
    rows = await db.run(
        conn,
        """
        insert into patrols (id, person_id, person_name, town_code, squad, duty_zone_id, vehicle, device_id, state,
                             started_at, ended_at, sent_sha256, second_officer_id, second_officer_name)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
        on conflict (id) do nothing
        """,
        patrol_id, caller.id, caller.display_name, town_code, new.squad, new.duty_zone_id, new.vehicle,
        caller.device_id, state, new.started_at, ended_at, sha256, new.second_officer_id, second_name,
    )  # fmt: skip
    return rows == 1


async def sent_patrol(conn: Conn, patrol_id: UUID) -> Sent | None:
    return await db.maybe_one(conn, Sent, "select id as patrol_id, sent_sha256 from patrols where id = $1", patrol_id)


async def sent_event(conn: Conn, event_id: UUID) -> Sent | None:
    return await db.maybe_one(conn, Sent, "select patrol_id, sent_sha256 from patrol_events where id = $1", event_id)


async def insert_event(conn: Conn, event_id: UUID, patrol_id: UUID, new: NewEvent, sha256: str) -> bool:
    rows = await db.run(
        conn,
        """
        insert into patrol_events (id, patrol_id, kind, at, reason, sent_sha256) values ($1, $2, $3, $4, $5, $6)
        on conflict (id) do nothing
        """,
        event_id, patrol_id, new.kind, new.at, new.reason, sha256,
    )  # fmt: skip
    return rows == 1


async def events(conn: Conn, patrol_id: UUID) -> list[Event]:
    return await db.all(
        conn,
        Event,
        "select id, kind, at, received_at, reason from patrol_events where patrol_id = $1 order by at, received_at, id",
        patrol_id,
    )


class EventOf(Struct, frozen=True, kw_only=True):
    """An event, as far as the state of its patrol depends on it."""

    patrol_id: UUID
    kind: EventKind
    at: datetime


async def events_of(conn: Conn, patrol_ids: list[UUID]) -> list[EventOf]:
    return await db.all(
        conn, EventOf, "select patrol_id, kind, at from patrol_events where patrol_id = any($1::uuid[])", patrol_ids
    )


async def save_course(conn: Conn, patrol_id: UUID, state: PatrolState, ended_at: datetime | None) -> None:
    """A new course may also change what of the track is drawn, so the display path becomes stale."""
    await db.run(
        conn,
        "update patrols set state = $2, ended_at = $3, path_points = -1 where id = $1",
        patrol_id,
        state,
        ended_at,
    )


async def overlapping(conn: Conn, patrol: Patrol) -> list[Id]:
    """Other patrols of the same person at the same time."""
    return await db.all(
        conn,
        Id,
        """
        select id from patrols
        where person_id = $2 and id <> $1
          and started_at < coalesce($4::timestamptz, 'infinity') and coalesce(ended_at, 'infinity') > $3
        order by started_at, id limit 100
        """,
        patrol.id, patrol.person_id, patrol.started_at, patrol.ended_at,
    )  # fmt: skip


async def forget_position(conn: Conn, person_id: UUID, patrol_id: UUID) -> None:
    """Off duty nobody has a position."""
    await db.run(conn, "delete from live_positions where person_id = $1 and patrol_id = $2", person_id, patrol_id)


async def officers(conn: Conn) -> list[Officer]:
    """Everyone on duty within the caller's reach: the newest patrol of each, with its position once there is one."""
    return await db.all(
        conn,
        Officer,
        """
        select distinct on (patrols.person_id)
               patrols.person_id, patrols.person_name, patrols.squad, patrols.id as patrol_id,
               patrols.state as patrol_state,
               case when here.person_id is not null then array[here.lon, here.lat] end as place,
               here.at, here.accuracy_m, here.speed_ms, here.heading_deg, here.battery, patrols.town_code
        from patrols
        left join live_positions as here on here.patrol_id = patrols.id
        where patrols.state <> 'ended'
        order by patrols.person_id, (here.person_id is null), patrols.started_at desc
        """,
    )
