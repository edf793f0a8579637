"""Lists of patrols on the wire: in which order, and which. Never by length or distance: nobody is ranked."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from msgspec import Struct

from backend.patrols.structs import Patrol, PatrolState


class PatrolOrder(StrEnum):
    """A name of a column, "-" before it when descending. Equal ones stand by their ids."""

    STARTED = "started_at"
    STARTED_FALLING = "-started_at"
    PERSON = "person"
    PERSON_FALLING = "-person"
    SQUAD = "squad"
    SQUAD_FALLING = "-squad"
    ZONE = "zone"
    ZONE_FALLING = "-zone"
    STATE = "state"
    STATE_FALLING = "-state"


TIMES = frozenset({"started_at"})


class PatrolPage(Struct, frozen=True, kw_only=True):
    """``next`` goes into ``after`` to get what follows in the same order; null at the end."""

    items: list[Patrol]
    next: str | None


class PatrolFilter(Struct, frozen=True, kw_only=True):
    """Every field that is set narrows. ``begin`` and ``end`` are about when they started."""

    state: PatrolState | None = None
    person_id: UUID | None = None
    squad: str | None = None
    duty_zone_id: UUID | None = None
    town_code: str | None = None
    pattern: str | None = None
    begin: datetime | None = None
    end: datetime | None = None
