"""The live map on the wire."""

from uuid import UUID

from msgspec import Struct

from backend.alarms.structs import Alarm
from backend.core.geojson import Latitude, Longitude
from backend.leads.structs import Lead
from backend.patrols.structs import Officer, Patrol


class Head(Struct, frozen=True, kw_only=True):
    """The newest place in the outbox; see ``cursors``."""

    taken_ms: int
    seen: str


class LiveEvent(Struct, frozen=True, kw_only=True):
    """One row of the outbox. ``body`` is JSON text, handed on as it is. Mirrors table ``live_events``."""

    id: int
    kind: str
    subject: UUID
    owner: UUID | None
    town_code: str | None
    body: str


class TownPlaces(Struct, frozen=True, kw_only=True):
    """The newest positions of one town, packed by the database as ``places.ROW`` says."""

    town_code: str
    packed: bytes


class Look(Struct, frozen=True, kw_only=True, tag_field="type", tag="view", forbid_unknown_fields=True):
    """What a client says on its socket: which part of the map is looked at; ``box`` null is all of it.

    ``box`` is west, south, east, north in degrees.
    """

    box: tuple[Longitude, Latitude, Longitude, Latitude] | None


class LiveSnapshot(Struct, frozen=True, kw_only=True):
    """What stands at one moment; the socket goes on from ``cursor``.

    ``leads`` are those that are open and those of the last 24 hours, ``patrols`` those running or paused,
    ``officers`` everyone on duty, ``alarms`` those that are open.
    """

    cursor: str
    officers: list[Officer]
    leads: list[Lead]
    patrols: list[Patrol]
    alarms: list[Alarm]
