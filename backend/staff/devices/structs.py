"""Lists of everybody's devices on the wire: in which order, and which."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from msgspec import Struct

from backend.auth.structs import KeyState


class DeviceLine(Struct, frozen=True, kw_only=True):
    """One person on one device. A phone that several share stands here once for each of them: ``id`` is the line's.

    ``key_state``: of the key that captures are signed with there, the newest that is not revoked if there is one.
    """

    id: UUID
    device_id: UUID
    person_id: UUID
    person_name: str
    squad: str | None
    label: str
    enrolled_at: datetime
    seen_at: datetime
    revoked_at: datetime | None
    revoked_reason: str | None
    key_state: KeyState | None


class DevicePage(Struct, frozen=True, kw_only=True):
    """``next`` goes into ``after`` to get what follows in the same order; null at the end."""

    items: list[DeviceLine]
    next: str | None


class DeviceOrder(StrEnum):
    """A name of a column, "-" before it when descending. Equal ones stand by their ids. ``state``: in use first."""

    SEEN = "seen_at"
    SEEN_FALLING = "-seen_at"
    ENROLLED = "enrolled_at"
    ENROLLED_FALLING = "-enrolled_at"
    PERSON = "person"
    PERSON_FALLING = "-person"
    LABEL = "label"
    LABEL_FALLING = "-label"
    SQUAD = "squad"
    SQUAD_FALLING = "-squad"
    STATE = "state"
    STATE_FALLING = "-state"


TIMES = frozenset({"seen_at", "enrolled_at"})


class DeviceFilter(Struct, frozen=True, kw_only=True):
    """Every field that is set narrows. ``begin`` and ``end`` are about when it was last used."""

    person_id: UUID | None = None
    squad: str | None = None
    town_code: str | None = None
    revoked: bool | None = None
    pattern: str | None = None
    begin: datetime | None = None
    end: datetime | None = None
