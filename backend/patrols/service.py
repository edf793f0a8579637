"""Starting, pausing, resuming and ending patrols."""

import hashlib
from datetime import datetime
from uuid import UUID

import msgspec
from msgspec import Struct

from backend.audit import queries as audit
from backend.auth.caller import Caller
from backend.auth.permissions import Permission
from backend.core import db, live
from backend.core.db import Conn
from backend.core.errors import Conflict, NotFound
from backend.patrols import queries, rules
from backend.patrols.structs import NewEvent, NewPatrol, Patrol, PatrolState


def digest(sent: Struct) -> str:
    """SHA-256 of what was sent, so that the same thing sent again can be told from another under the same id."""
    return hashlib.sha256(msgspec.json.encode(sent)).hexdigest()


async def start(conn: Conn, caller: Caller, patrol_id: UUID, new: NewPatrol, now: datetime) -> tuple[Patrol, bool]:
    """Store a patrol once, however often the phone sends it; the second value is whether it is new.

    A second running patrol of the same person is stored too (a phone that was offline must not lose it);
    both name each other in ``overlaps``.
    """
    sha256 = digest(new)
    if await _sent_before(conn, patrol_id, sha256):
        return await queries.by_id(conn, patrol_id), False
    rules.check_start(new, now)
    zone = await queries.zone_town(conn, new.duty_zone_id) if new.duty_zone_id else None
    town = rules.town(new.duty_zone_id, zone is not None, zone.town_code if zone else None, caller.town_codes)
    second = await _second(conn, caller, new)
    if not await queries.insert(conn, patrol_id, caller, new, town, None, sha256, second):
        # Somebody was faster between the look and the insert; or the id belongs to a row behind the fence.
        if not await _sent_before(conn, patrol_id, sha256):
            raise _taken()
        return await queries.by_id(conn, patrol_id), False
    patrol = await queries.by_id(conn, patrol_id)
    along = {"second_officer": new.second_officer_id} if new.second_officer_id else {}
    await audit.record(conn, caller.id, "patrol.started", patrol_id, **along)
    await announce(conn, patrol)
    return patrol, True


async def _second(conn: Conn, caller: Caller, new: NewPatrol) -> str | None:
    """The name of the officer who is along.

    Raises:
        Invalid: nobody within reach who goes out, or oneself.
    """
    if new.second_officer_id is None:
        return None
    # Colleagues are farther than one's own patrols.
    await db.enter(conn, caller.farther(Permission.PEOPLE_READ))
    found = await queries.colleague(conn, new.second_officer_id)
    await db.enter(conn, caller.context(Permission.PATROL_RUN))
    rules.check_second(new.second_officer_id, caller.id, found.roles if found else None)
    return found.display_name if found else None


async def _sent_before(conn: Conn, patrol_id: UUID, sha256: str) -> bool:
    sent = await queries.sent_patrol(conn, patrol_id)
    if sent and sent.sent_sha256 != sha256:
        raise _taken()
    return sent is not None


def _taken() -> Conflict:
    return Conflict("此编号已被使用,内容不同。", "This id is taken by something else.")


async def add_event(
    conn: Conn, caller: Caller, patrol_id: UUID, event_id: UUID, new: NewEvent, now: datetime
) -> Patrol:
    """Pause, resume or end. The same event sent again changes nothing."""
    patrol = await queries.by_id_for_update(conn, patrol_id)
    if patrol.person_id != caller.id:
        raise NotFound("没有找到。", "No such patrol.")
    sha256 = digest(new)
    sent = await queries.sent_event(conn, event_id)
    if sent and (sent.patrol_id, sent.sent_sha256) == (patrol_id, sha256):
        return patrol
    if sent:
        raise _taken()
    rules.check_event(new, patrol.started_at, patrol.ended_at, now)
    if not await queries.insert_event(conn, event_id, patrol_id, new, sha256):
        raise _taken()
    told = rules.course(patrol.started_at, await queries.events(conn, patrol_id))
    await queries.save_course(conn, patrol_id, told.state, told.ended_at)
    if told.state is PatrolState.ENDED:
        await queries.forget_position(conn, caller.id, patrol_id)
    await audit.record(conn, caller.id, f"patrol.{new.kind}", patrol_id, event_id=event_id)
    patrol = await queries.by_id(conn, patrol_id)
    await announce(conn, patrol)
    return patrol


async def announce(conn: Conn, patrol: Patrol) -> None:
    await live.publish(conn, "patrol", patrol.id, patrol, town_code=patrol.town_code, owner=patrol.person_id)
