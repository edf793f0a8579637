"""What the server notices by itself, before it is an alarm. Nothing of this leaves the server."""

from datetime import datetime
from uuid import UUID

from msgspec import Struct

from backend.alarms.structs import AlarmKind


class Noticed(Struct, frozen=True, kw_only=True):
    """Something noticed about somebody on duty. ``since`` names it: the same is not raised twice.

    ``zone_code`` is the duty zone of the patrol, whose rules count.
    """

    kind: AlarmKind
    since: datetime
    person_id: UUID
    person_name: str
    squad: str | None
    device_id: UUID | None
    patrol_id: UUID
    town_code: str
    zone_code: str | None
    lon: float | None
    lat: float | None
    accuracy_m: float | None
    fix_at: datetime | None
    battery: int | None


class Unvisited(Struct, frozen=True, kw_only=True):
    """A duty zone in force; ``visited_at`` null: never."""

    zone_id: UUID
    zone_code: str
    town_code: str
    visited_at: datetime | None


class Seen(Struct, frozen=True, kw_only=True):
    """A position on duty that is new. ``within`` and ``beyond`` tell of the patrol's own zone; both false: on its edge,
    as far as the accuracy can tell; both null: it has none. ``marked``: what of it was wrong before."""

    patrol_id: UUID
    town_code: str
    zone_code: str | None
    at: datetime
    lon: float
    lat: float
    accuracy_m: float | None
    within: bool | None
    beyond: bool | None
    marked: list[AlarmKind]


class Lock(Struct, frozen=True, kw_only=True):
    """Whether no other process is looking."""

    ours: bool


class Turn(Struct, frozen=True, kw_only=True):
    """Whether it is time to look, the snapshot seen when somebody last did, and the one that is seen now.

    ``since`` null: never, or so long ago that everything is looked at anew.
    """

    due: bool
    since: str | None
    seen: str


class Id(Struct, frozen=True, kw_only=True):
    id: UUID
