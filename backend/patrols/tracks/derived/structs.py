"""What is derived of tracks, as rows."""

from datetime import datetime
from uuid import UUID

from msgspec import Struct

from backend.patrols.structs import DroppedCount


class DrawnPath(Struct, frozen=True, kw_only=True):
    patrol_id: UUID
    wkb: bytes


class WithoutPath(Struct, frozen=True, kw_only=True):
    """A patrol with fixes of which no display path is kept yet."""

    id: UUID


class KeptShare(Struct, frozen=True, kw_only=True):
    """Time and metres within the duty zone of this number; 0 is outside every zone."""

    number: int
    seconds: float
    metres: float


class Sums(Struct, frozen=True, kw_only=True):
    """Mirrors table ``patrol_sums``."""

    point_count: int
    distance_m: float
    moving_s: float
    zones: list[KeptShare]
    dropped: list[DroppedCount]


class StalePath(Struct, frozen=True, kw_only=True):
    id: UUID
    started_at: datetime
    point_count: int
