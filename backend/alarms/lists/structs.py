"""Lists of alarms on the wire: in which order, and which."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from msgspec import Struct

from backend.alarms.structs import Alarm, AlarmKind, AlarmState


class AlarmOrder(StrEnum):
    """A name of a column, "-" before it when descending. Equal ones stand by their ids."""

    RECEIVED = "received_at"
    RECEIVED_FALLING = "-received_at"
    PERSON = "person"
    PERSON_FALLING = "-person"
    KIND = "kind"
    KIND_FALLING = "-kind"
    STATE = "state"
    STATE_FALLING = "-state"
    ZONE = "zone"
    ZONE_FALLING = "-zone"


TIMES = frozenset({"received_at"})


class AlarmPage(Struct, frozen=True, kw_only=True):
    """``next`` goes into ``after`` to get what follows in the same order; null at the end."""

    items: list[Alarm]
    next: str | None


class AlarmFilter(Struct, frozen=True, kw_only=True):
    """Every field that is set narrows. ``begin`` and ``end`` are about when they were received."""

    state: AlarmState | None = None
    kind: AlarmKind | None = None
    person_id: UUID | None = None
    town_code: str | None = None
    pattern: str | None = None
    begin: datetime | None = None
    end: datetime | None = None
