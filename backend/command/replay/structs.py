"""What was where, when: patrols of a stretch of time, and what was reported in it."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from msgspec import Struct

from backend.leads.structs import Lead
from backend.patrols.structs import Gap, LonLat, Patrol


class Purpose(StrEnum):
    """查看目的: why somebody looks at where others were. Tracks are for duty and safety and for nothing else."""

    WATCH = "watch"  # 值班:正在进行的巡查
    SAFETY = "safety"  # 人员安全
    COMPLAINT = "complaint"  # 投诉核查
    EVIDENCE = "evidence"  # 线索与案件核实
    PLANNING = "planning"  # 巡查安排


class Wanted(Struct, frozen=True, kw_only=True):
    """A stretch of time, of one person, one squad or one duty zone; of everybody within reach when none is named."""

    begin: datetime
    end: datetime
    person_id: UUID | None = None
    squad: str | None = None
    zone_id: UUID | None = None


class Walked(Struct, frozen=True, kw_only=True):
    """An unbroken part, every fix, as differences: ``dt`` milliseconds, ``lon`` and ``lat`` millionths of a degree.

    The first of each is what the others are counted from: epoch milliseconds, and the place.
    """

    dt: list[int]
    lon: list[int]
    lat: list[int]


class Replayed(Struct, frozen=True, kw_only=True):
    """One patrol, as far as it lies in the time."""

    patrol: Patrol
    parts: list[Walked]
    gaps: list[Gap]


class Photo(Struct, frozen=True, kw_only=True):
    """A photo or film where it was made; where its lead is when it has no place of its own."""

    id: UUID
    lead_id: UUID
    captured_at: datetime
    captured_by: UUID
    mime: str
    place: LonLat


class Replay(Struct, frozen=True, kw_only=True):
    """Everything in order of time; ``leads`` as they stand now."""

    begin: datetime
    end: datetime
    patrols: list[Replayed]
    leads: list[Lead]
    photos: list[Photo]
