"""Raising alarms and bringing them to an end."""

import hashlib
from datetime import datetime
from uuid import UUID

import msgspec

from backend.alarms import queries, rules
from backend.alarms.structs import (
    Alarm,
    AlarmStep,
    AlarmStepKind,
    Cancellation,
    NewAlarm,
    NewAlarmStep,
    Outcome,
    Whose,
)
from backend.audit import queries as audit
from backend.auth.caller import Caller
from backend.core import clock, live
from backend.core.db import Conn
from backend.core.errors import Conflict, NotFound
from backend.core.ids import demand_uuid7, uuid7
from backend.patrols import queries as patrols
from backend.zones.assigning import Assigner
from backend.zones.structs import DEALING


def _sha256(sent: msgspec.Struct) -> str:
    """Of what was sent, so that the same again is told from something else."""
    return hashlib.sha256(msgspec.json.encode(sent)).hexdigest()


def _other_body() -> Conflict:
    return Conflict("此编号已用于其他内容,先到的保留。", "This id was used for something else, which stays.")


async def raise_alarm(
    conn: Conn, assigner: Assigner, caller: Caller, alarm_id: UUID, alarm: NewAlarm
) -> tuple[Alarm, bool]:
    """Store a call for help once, however often the phone sends it. True when this was the first time.

    It is never refused for what is beside the point: a patrol the server has not heard of yet is kept by its id.

    Raises:
        Invalid: the id is not a UUIDv7.
        Conflict: the id holds another alarm, whoever's it is.
    """
    demand_uuid7("alarm_id", alarm_id)
    sha256 = _sha256(alarm)
    last = await queries.last_place(conn, caller.id)
    spot = alarm.fix or last
    areas = await assigner.at(conn, spot.lon, spot.lat, clock.today(), DEALING) if spot else []
    where = rules.where(alarm, last, areas, await _town_of(conn, alarm.patrol_id), caller.town_codes)
    whose = Whose(
        person_id=caller.id, person_name=caller.display_name, squad=caller.squad, device_id=caller.device_id,
        patrol_id=alarm.patrol_id,
    )  # fmt: skip
    if not await queries.insert(conn, alarm_id, alarm.kind, whose, where, alarm.at, alarm.note, sha256):
        return await _as_first_sent(conn, caller, alarm_id, sha256), False
    await queries.insert_step(conn, alarm_id, made_step(uuid7(), AlarmStepKind.RAISED, alarm.at, caller), sha256)
    await audit.record(conn, caller.id, "alarm.raised", alarm_id, kind=alarm.kind)
    return await publish(conn, alarm_id), True


async def _town_of(conn: Conn, patrol_id: UUID | None) -> str | None:
    if patrol_id is None:
        return None
    try:
        return (await patrols.by_id(conn, patrol_id)).town_code
    except NotFound:
        return None


async def _as_first_sent(conn: Conn, caller: Caller, alarm_id: UUID, sha256: str) -> Alarm:
    try:
        first = await queries.lock(conn, alarm_id)
    except NotFound:  # behind the caller's fence: that it is taken is all they are told
        raise _other_body() from None
    if first.sent_sha256 != sha256 or first.sender != caller.id:
        raise _other_body()
    return await queries.by_id(conn, alarm_id)


async def move(conn: Conn, caller: Caller, alarm_id: UUID, step_id: UUID, step: NewAlarmStep) -> Alarm:
    """See an alarm or close it, once, however often it is asked for.

    Raises:
        NotFound: no such alarm within reach.
        Conflict: the step's id holds another step; the alarm's state forbids it.
        Invalid: see ``rules.steps``.
    """
    await queries.lock(conn, alarm_id)
    demand_uuid7("step_id", step_id)
    sha256 = _sha256(step)
    before = await queries.sent_step(conn, alarm_id, step_id)
    if before is not None:
        if before.sent_sha256 != sha256 or before.sender != caller.id:
            raise _other_body()
        return await queries.by_id(conn, alarm_id)
    *implied, last = rules.steps((await queries.by_id(conn, alarm_id)).state, step)
    for kind in implied:
        await queries.insert_step(conn, alarm_id, made_step(uuid7(), kind, step.at, caller), sha256)
    made = made_step(step_id, last, step.at, caller, step.outcome, step.reason)
    await _take(conn, caller, alarm_id, made, sha256)
    return await publish(conn, alarm_id)


async def cancel(conn: Conn, caller: Caller, alarm_id: UUID, sent: Cancellation) -> Alarm:
    """The person who raised it calls it off; the command room still has to close it.

    Raises:
        NotFound: the caller has no such alarm.
        Conflict: it was called off before, with other words.
    """
    first = await queries.lock(conn, alarm_id)
    if first.sender != caller.id or first.sent_sha256 is None:
        raise NotFound("没有找到。", "No such alarm.")
    sha256 = _sha256(sent)
    before = await queries.cancellation(conn, alarm_id)
    if before is not None and before.sent_sha256 == sha256:
        return await queries.by_id(conn, alarm_id)
    alarm = await queries.by_id(conn, alarm_id)
    if not rules.cancels(alarm.state):
        return alarm
    made = made_step(uuid7(), AlarmStepKind.CANCELLED, sent.at, caller, None, sent.reason)
    await _take(conn, caller, alarm_id, made, sha256)
    return await publish(conn, alarm_id)


async def _take(conn: Conn, caller: Caller, alarm_id: UUID, step: AlarmStep, sha256: str) -> None:
    if not await queries.insert_step(conn, alarm_id, step, sha256):
        raise _other_body()
    await queries.save(conn, alarm_id, rules.state_after(step.kind))
    outcome = step.outcome.value if step.outcome else None
    await audit.record(conn, caller.id, f"alarm.{step.kind.value}", alarm_id, outcome=outcome)


def made_step(
    step_id: UUID,
    kind: AlarmStepKind,
    at: datetime,
    actor: Caller | None,
    outcome: Outcome | None = None,
    reason: str | None = None,
) -> AlarmStep:
    return AlarmStep(
        id=step_id,
        kind=kind,
        at=at,
        received_at=clock.now(),
        actor_id=actor.id if actor else None,
        actor_name=actor.display_name if actor else "",
        outcome=outcome,
        reason=reason,
    )


async def publish(conn: Conn, alarm_id: UUID) -> Alarm:
    """Tell watchers how the alarm stands now."""
    alarm = await queries.by_id(conn, alarm_id)
    await live.publish(conn, "alarm", alarm_id, alarm, town_code=alarm.town_code, owner=alarm.person_id)
    return alarm
