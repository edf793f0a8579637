"""Every SQL statement of loading: people put in without anybody's leave, and times set back."""

from datetime import datetime
from uuid import UUID

from msgspec import Struct

from backend.auth.caller import Caller
from backend.core import db
from backend.core.db import Conn
from backend.demo.people import Member
from backend.patrols.structs import PatrolState


async def insert_person(conn: Conn, person_id: UUID, member: Member, password_hash: str) -> None:
    """Sign-in names that are taken stay whose they are."""
    await db.run(
        conn,
        """
        insert into people (id, name, display_name, password_hash, roles, town_codes, squad)
        values ($1, $2, $2, $3, $4, $5, $6)
        on conflict (name) do nothing
        """,
        person_id, member.name, password_hash, [member.role.value], list(member.town_codes), member.squad,
    )  # fmt: skip


async def callers(conn: Conn, names: list[str]) -> list[Caller]:
    """People by name, as if they had just signed in."""
    return await db.all(
        conn,
        Caller,
        """
        select id, name, display_name, roles, town_codes, squad,
               id as session_id, null::uuid as device_id, now() as seen_at,
               must_change_password
        from people where name = any($1)
        """,
        names,
    )


class Zone(Struct, frozen=True, kw_only=True):
    code: str
    id: UUID


async def duty_zones(conn: Conn) -> dict[str, UUID]:
    """The ids of the duty zones in force by their codes."""
    found = await db.all(
        conn, Zone, "select code, id from areas where kind = 'duty_zone' and valid_to is null order by code"
    )
    return {zone.code: zone.id for zone in found}


async def set_patrols_back(conn: Conn, ids: list[UUID]) -> None:
    """As if everything had been sent when it happened."""
    await db.run(conn, "update patrols set received_at = started_at where id = any($1)", ids)
    await db.run(conn, "update patrol_events set received_at = at where patrol_id = any($1)", ids)


async def set_leads_back(conn: Conn, ids: list[UUID]) -> None:
    """The same for leads, their steps and what they declare."""
    await db.run(conn, "update leads set received_at = captured_at + interval '3 seconds' where id = any($1)", ids)
    await db.run(conn, "update lead_steps set received_at = at where lead_id = any($1)", ids)
    await db.run(conn, "update media set declared_at = captured_at where lead_id = any($1)", ids)


class Unsent(Struct, frozen=True, kw_only=True):
    """A photo of the demonstration whose bytes are not all there."""

    id: UUID
    captured_by: UUID
    filename: str


async def unsent(conn: Conn) -> list[Unsent]:
    return await db.all(
        conn,
        Unsent,
        """
        select media.id, captured_by, filename
        from media join leads on leads.id = lead_id
        where app_build = 'demonstration' and media.state in ('declared', 'uploading', 'mismatch')
        order by media.captured_at
        """,
    )


class Turn(Struct, frozen=True, kw_only=True):
    ours: bool


class OpenLead(Struct, frozen=True, kw_only=True):
    """A lead of the demonstration that waits for the command room, or for the officer it was given to."""

    id: UUID
    state: str
    town_code: str
    assigned_to_name: str | None


async def open_leads(conn: Conn) -> list[OpenLead]:
    """Those that have waited for a moment, longest first. Leads that people report themselves are left to people."""
    return await db.all(
        conn,
        OpenLead,
        """
        select id, state, town_code, assigned_to_name from leads
        where app_build like 'demonstration%' and state not in ('rejected', 'closed') and town_code is not null
          and received_at < now() - interval '45 seconds'
        order by array_position('{reported,accepted,handled,assigned}', state), received_at limit 20
        """,
    )


class OpenAlarm(Struct, frozen=True, kw_only=True):
    """A call for help that the demonstration itself raised."""

    id: UUID
    state: str
    town_code: str


async def open_alarms(conn: Conn, note: str) -> list[OpenAlarm]:
    return await db.all(
        conn,
        OpenAlarm,
        """
        select id, state, town_code from alarms
        where note = $1 and state <> 'closed' and town_code is not null
          and received_at < now() - interval '25 seconds'
        order by received_at
        """,
        note,
    )


async def take_turn_of_events(conn: Conn) -> Turn:
    """Whether this transaction may let something happen; one at a time may."""
    return await db.one(conn, Turn, "select pg_try_advisory_xact_lock(20261123, 2) as ours")


class Unverified(Struct, frozen=True, kw_only=True):
    photos: int


async def unverified(conn: Conn) -> Unverified:
    return await db.one(
        conn,
        Unverified,
        """
        select count(*) as photos from media join leads on leads.id = lead_id
        where app_build = 'demonstration' and media.state = 'verifying'
        """,
    )


class Kind(Struct, frozen=True, kw_only=True):
    kind: str


async def kinds_in_force(conn: Conn) -> set[str]:
    """Kinds of areas of which there is at least one."""
    found = await db.all(conn, Kind, "select distinct kind from areas where valid_to is null")
    return {area.kind for area in found}


async def take_turn(conn: Conn) -> Turn:
    """Whether this transaction may move the demonstration's officers; one at a time may."""
    return await db.one(conn, Turn, "select pg_try_advisory_xact_lock(20261123, 1) as ours")


class OnDuty(Struct, frozen=True, kw_only=True):
    """A patrol of now that the demonstration began, and where its officer was last seen."""

    id: UUID
    state: PatrolState
    person_id: UUID
    name: str
    squad: str
    town_code: str
    duty_zone_id: UUID | None
    vehicle: str | None
    started_at: datetime
    point_count: int
    last_fix_at: datetime | None
    lon: float | None
    lat: float | None
    battery: int | None


async def on_duty(conn: Conn, names: list[str]) -> list[OnDuty]:
    return await db.all(
        conn,
        OnDuty,
        """
        select patrols.id, state, patrols.person_id, people.name, patrols.squad, patrols.town_code,
               duty_zone_id, vehicle, started_at, point_count, last_fix_at, lon, lat, battery
        from patrols
        join people on people.id = patrols.person_id
        left join live_positions on live_positions.patrol_id = patrols.id
        where state in ('running', 'paused') and patrols.device_id is null and people.name = any($1)
          and exists (select from leads where app_build = 'demonstration')
        order by people.name
        """,
        names,
    )
