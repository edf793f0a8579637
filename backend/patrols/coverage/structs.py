"""How much of each zone was come near. Told of zones, never of persons, and in an order that ranks nothing."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from msgspec import Struct


class CoverageOf(StrEnum):
    GROUND = "ground"
    STREETS = "streets"


class ZoneCoverage(Struct, frozen=True, kw_only=True):
    """覆盖率. ``amount`` in m² of ground or m of street, ``share`` of it from 0 to 1; ``last_seen_at`` within the
    period, None when nothing of the zone was seen in it."""

    area_id: UUID
    code: str
    name: str
    amount: float
    share: float
    last_seen_at: datetime | None


class Coverage(Struct, frozen=True, kw_only=True):
    """A town's duty zones in order of code. ``grain_m`` is the side of a cell, or the length of a piece of street."""

    town_code: str
    of: CoverageOf
    since: datetime
    within_m: float
    grain_m: float
    zones: list[ZoneCoverage]


class ZoneAges(Struct, frozen=True, kw_only=True):
    """When the cells of a zone, or the pieces of its streets, were last come near. ``cells``: longitude and latitude of
    the middle, seconds ago (None: not within the period); of the ground from south to north and from west to east."""

    area_id: UUID
    of: CoverageOf
    since: datetime
    at: datetime
    within_m: float
    grain_m: float
    cells: list[tuple[float, float, int | None]]


class Zone(Struct, frozen=True, kw_only=True):
    """A duty zone in force, as WKB in degrees."""

    number: int
    id: UUID
    code: str
    name: str
    wkb: bytes


class Passing(Struct, frozen=True, kw_only=True):
    """A patrol that came by; ``point_count`` says how much there is to read."""

    id: UUID
    point_count: int
