"""Patrols on the wire."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from backend.core.geojson import Latitude, Longitude, Moment
from backend.core.text import Line, OptionalLine
from geo.cleaning import DropReason
from geo.tracks import GapReason

LonLat = tuple[float, float]


class PatrolState(StrEnum):
    RUNNING = "running"
    PAUSED = "paused"
    ENDED = "ended"


class EventKind(StrEnum):
    PAUSE = "pause"
    RESUME = "resume"
    END = "end"


class NewPatrol(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a phone sends when its officer goes on duty. ``started_at`` is by the phone's own clock.

    ``second_officer_id``: the colleague who is along; inspections want two.
    """

    squad: Line
    second_officer_id: UUID | None = None
    duty_zone_id: UUID | None = None
    vehicle: Line | None = None
    started_at: Moment


class NewEvent(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A pause, a resumption or the end, at the phone's own time."""

    kind: EventKind
    at: Moment
    reason: OptionalLine | None = None


class Patrol(Struct, frozen=True, kw_only=True):
    """巡查: one officer on duty, from start to end. Positions exist only within it. Mirrors table ``patrols``."""

    id: UUID
    person_id: UUID
    person_name: str
    second_officer_id: UUID | None
    second_officer_name: str | None
    squad: str
    duty_zone_id: UUID | None
    duty_zone_name: str | None
    vehicle: str | None
    town_code: str
    state: PatrolState
    started_at: datetime
    ended_at: datetime | None
    device_id: UUID | None
    received_at: datetime
    point_count: int
    last_fix_at: datetime | None


class Event(Struct, frozen=True, kw_only=True):
    """What happened to a patrol: ``at`` by the phone, ``received_at`` by the server."""

    id: UUID
    kind: EventKind
    at: datetime
    received_at: datetime
    reason: str | None


class Gap(Struct, frozen=True, kw_only=True):
    """A time on duty without usable positions, and why. Nothing is known of the way between its two places."""

    from_at: datetime
    to_at: datetime
    seconds: float
    reason: GapReason
    from_place: LonLat
    to_place: LonLat


class ZoneShare(Struct, frozen=True, kw_only=True):
    """Time and metres within one duty zone; ``area_id`` null is outside every zone. A fact, never a score."""

    area_id: UUID | None
    name: str
    seconds: float
    distance_m: float


class DroppedCount(Struct, frozen=True, kw_only=True):
    """How many fixes are stored but not drawn, for one reason."""

    reason: DropReason
    count: int


class PatrolDetail(Patrol, frozen=True, kw_only=True):
    """A patrol with its track summed up.

    ``distance_m`` is the length of the drawn parts on the ellipsoid; ``moving_s`` the time within them at walking
    pace or faster; ``duration_s`` the time on duty, pauses left out; ``overlaps`` other patrols of the same person
    at the same time (two phones, or one that was never ended). ``track_kept``: every fix is there; else its time is
    over, and what is told are the sums kept of it.
    """

    events: list[Event]
    distance_m: float
    moving_s: float
    duration_s: float
    gaps: list[Gap]
    zones: list[ZoneShare]
    dropped: list[DroppedCount]
    overlaps: list[UUID]
    track_kept: bool


class TrackPart(Struct, frozen=True, kw_only=True):
    """An unbroken part: ``[longitude, latitude, epoch milliseconds]`` per fix."""

    coordinates: list[tuple[float, float, int]]


class DroppedFix(Struct, frozen=True, kw_only=True):
    lon: float
    lat: float
    at_ms: int
    reason: DropReason


class Track(Struct, frozen=True, kw_only=True):
    """A patrol's way for the map: parts, the gaps between them, and the fixes that were left out with their reason."""

    parts: list[TrackPart]
    gaps: list[Gap]
    dropped: list[DroppedFix]


class TrackReceipt(Struct, frozen=True, kw_only=True):
    """What the phone may now forget: everything up to ``acked_through`` (-1: nothing yet) is stored for good.

    ``clock_skew_ms`` is the phone's clock minus ours, as far as one message can tell.
    """

    patrol_id: UUID
    first_seq: int
    last_seq: int
    acked_through: int
    duplicate: bool
    clock_skew_ms: int


class Officer(Struct, frozen=True, kw_only=True):
    """A person on duty as the live map shows them. ``at`` is in the server's time, a wrong phone clock taken out."""

    person_id: UUID
    person_name: str
    squad: str | None
    patrol_id: UUID
    patrol_state: PatrolState
    place: tuple[Longitude, Latitude] | None
    at: datetime | None
    accuracy_m: float | None
    speed_ms: float | None
    heading_deg: float | None
    battery: Annotated[int, Meta(ge=0, le=100)] | None
    town_code: str
