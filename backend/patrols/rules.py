"""What may happen to a patrol. Pure: the time is a parameter.

Events count by their own time, not by when they arrive: any order of arrival ends in the same state.
A pause during a pause and a resumption while running change nothing; they are kept all the same,
because the event between them may still be on its way. Only the end is final.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple, Protocol
from uuid import UUID

from backend.auth.permissions import Role
from backend.core.errors import Conflict, Invalid, invalid
from backend.patrols.structs import EventKind, NewEvent, NewPatrol, PatrolState
from geo.cleaning import Duty

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
CLOCK_ERROR = timedelta(hours=72)
"""So far ahead a phone's clock may be: a patrol started offline on a wrong clock must not be lost."""
TOLERANCE = timedelta(seconds=60)
"""Blurs start, end and pauses: fixes and taps are not timed by the same clock."""
_RANK = {EventKind.PAUSE: 0, EventKind.RESUME: 1, EventKind.END: 2}


class Dated(Protocol):
    """What the rules need to know of an event."""

    @property
    def kind(self) -> EventKind: ...
    @property
    def at(self) -> datetime: ...


class Course(NamedTuple):
    """Where a patrol stands after all its events, and when it was paused."""

    state: PatrolState
    ended_at: datetime | None
    pauses: list[tuple[datetime, datetime | None]]


def course(started_at: datetime, events: Iterable[Dated]) -> Course:
    """Fold the events in order of their own time; whatever follows the end has no effect."""
    pauses: list[tuple[datetime, datetime | None]] = []
    since: datetime | None = None
    for event in sorted(events, key=lambda e: (e.at, _RANK[e.kind])):
        at = max(event.at, started_at)
        if event.kind is EventKind.PAUSE:
            since = since or at
            continue
        if since is not None:
            pauses.append((since, at))
            since = None
        if event.kind is EventKind.END:
            return Course(PatrolState.ENDED, at, pauses)
    if since is not None:
        return Course(PatrolState.PAUSED, None, [*pauses, (since, None)])
    return Course(PatrolState.RUNNING, None, pauses)


def duty(started_at: datetime, events: Iterable[Dated]) -> Duty:
    """When positions may exist."""
    told = course(started_at, events)
    return Duty(
        millis(started_at),
        _maybe_millis(told.ended_at),
        [(millis(a), _maybe_millis(b)) for a, b in told.pauses],
        int(TOLERANCE.total_seconds() * 1000),
    )


def duty_seconds(started_at: datetime, told: Course, until: datetime) -> float:
    """Time on duty until the end, or until ``until`` when there is none yet; pauses left out."""
    end = max(told.ended_at or until, started_at)
    paused = sum((min(b or end, end) - min(a, end) for a, b in told.pauses), timedelta())
    return (end - started_at - paused).total_seconds()


def check_start(new: NewPatrol, now: datetime) -> None:
    _check_time("started_at", new.started_at, now)


def check_event(new: NewEvent, started_at: datetime, ended_at: datetime | None, now: datetime) -> None:
    """
    Raises:
        Invalid: before the start, or in a future no clock error explains.
        Conflict: after the end, or a second end.
    """
    _check_time("at", new.at, now)
    if new.at < started_at - TOLERANCE:
        raise invalid("at", "早于巡查开始时间。", "Before the patrol started.")
    if ended_at is not None and (new.at > ended_at or new.kind is EventKind.END):
        raise Conflict("巡查已结束。", "The patrol has ended.")


def _check_time(field: str, at: datetime, now: datetime) -> None:
    if not EARLIEST <= at <= now + CLOCK_ERROR:
        raise invalid(field, "时间不合理,请检查手机时钟。", "An implausible time. Check the phone's clock.")


def town(zone_id: UUID | None, zone_found: bool, zone_town: str | None, towns: Sequence[str]) -> str:
    """The town a patrol belongs to: that of its duty zone, else the person's first.

    Raises:
        Invalid: the person has no town, or the zone is none of their towns'.
    """
    if not towns:
        raise Invalid("您不属于任何乡镇,不能开始巡查。", "A patrol needs a person who belongs to a town.")
    if zone_id is None:
        return towns[0]
    if not zone_found or (zone_town is not None and zone_town not in towns):
        raise invalid("duty_zone_id", "不是本镇的责任区。", "No duty zone of one of your towns.")
    return zone_town or towns[0]


def millis(at: datetime) -> int:
    since = at - _EPOCH
    return since.days * 86_400_000 + since.seconds * 1000 + since.microseconds // 1000


def _maybe_millis(at: datetime | None) -> int | None:
    return None if at is None else millis(at)


def check_second(second: UUID, own: UUID, roles: Sequence[Role] | None) -> None:
    """
    Raises:
        Invalid: ``second`` is the officer themselves, or nobody who goes out (no ``roles``: nobody within reach).
    """
    if second == own:
        raise invalid("second_officer_id", "第二名执法人员不能是本人。", "The second officer is somebody else.")
    if not {Role.OFFICER, Role.SQUAD_LEADER} & set(roles or ()):
        raise invalid("second_officer_id", "没有这名执法人员。", "There is no such officer.")
