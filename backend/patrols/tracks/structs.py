"""Rows about batches and live positions; none of them leaves the server."""

from datetime import date, datetime
from uuid import UUID

from msgspec import Struct

from backend.patrols.structs import PatrolState


class Stored(Struct, frozen=True, kw_only=True):
    """A stored batch that touches one that was sent; ``same`` is whether the bytes and times are equal."""

    patrol_id: UUID
    sent_seq: int
    sent_end: int
    first_seq: int
    end_seq: int
    same: bool


class Touching(Struct, frozen=True, kw_only=True):
    """A row that touches what was sent. ``laid`` where it may be the same; of a ``joined`` one its pieces say that."""

    patrol_id: UUID
    sent_seq: int
    sent_end: int
    first_seq: int
    end_seq: int
    t0: datetime
    laid: bytes | None
    joined: bool


class Carrier(Struct, frozen=True, kw_only=True):
    """A patrol, as far as batches need to know it."""

    id: UUID
    person_id: UUID
    town_code: str
    state: PatrolState
    started_at: datetime
    acked_through: int
    track_day: date


class Range(Struct, frozen=True, kw_only=True):
    patrol_id: UUID
    first_seq: int
    end_seq: int


class Progress(Struct, frozen=True, kw_only=True):
    """What new batches change about their patrol."""

    patrol_id: UUID
    added: int
    acked_through: int
    last_fix_at: datetime


class Position(Struct, frozen=True, kw_only=True):
    """Where a person on duty was last seen. Mirrors table ``live_positions``."""

    person_id: UUID
    patrol_id: UUID
    town_code: str
    lon: float
    lat: float
    at: datetime
    accuracy_m: float | None
    speed_ms: float | None
    heading_deg: float | None
    battery: int | None


class BatchRow(Struct, frozen=True, kw_only=True):
    first_seq: int
    t0: datetime
    laid: bytes
    zone_runs: list[int]


class ToJoin(Struct, frozen=True, kw_only=True):
    """An ended patrol whose batches are not joined yet."""

    id: UUID
    point_count: int


class KeptBatch(Struct, frozen=True, kw_only=True):
    """Everything of a row that joining has to keep."""

    first_seq: int
    point_count: int
    t0: datetime
    sent_at: datetime
    received_at: datetime
    laid: bytes
    pieces: bytes | None
    zone_runs: list[int]


class KeptAt(KeptBatch, frozen=True, kw_only=True):
    """The same, and whose it is."""

    patrol_id: UUID


class JoinedRow(Struct, frozen=True, kw_only=True):
    """A row to be written. Its box is in 1e-7 degrees."""

    first_seq: int
    point_count: int
    t0: datetime
    from_at: datetime
    to_at: datetime
    sent_at: datetime
    received_at: datetime
    laid: bytes
    pieces: bytes
    west: int
    south: int
    east: int
    north: int
    zone_runs: list[int]


class ZoneName(Struct, frozen=True, kw_only=True):
    number: int
    id: UUID
    name: str
