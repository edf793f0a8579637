"""How long a lead's evidence is kept, on the wire and as rows."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from msgspec import Struct

from backend.core.china import SHANGHAI
from backend.core.text import Reason
from backend.core.vault import Kept
from backend.holds.structs import Hold


class EvidenceClass(StrEnum):
    """材料类别: what a lead came to, by which the law says how long its evidence is kept."""

    PATROL_ONLY = "patrol_only"  # 巡查记录
    NO_CASE = "no_case"  # 检查、线索,未立案
    SIMPLE_CASE = "simple_case"  # 简易程序案件
    ORDINARY_CASE = "ordinary_case"  # 普通程序案件
    OBSTRUCTION = "obstruction"  # 阻碍执法
    MASS_INCIDENT = "mass_incident"  # 重大、群体性事件
    OTHER_MAJOR = "other_major"  # 其他重大、疑难、复杂


class ChosenClass(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    evidence_class: EvidenceClass
    reason: Reason


class EvidenceHold(Hold, frozen=True, kw_only=True):
    """On all of a lead's evidence. Mirrors table ``evidence_holds``."""

    lead_id: UUID


class Retention(Struct, frozen=True, kw_only=True):
    """``due_on``: the first day on which it may be deleted; null for ever, or while the lead has not ended.

    ``chosen_by_name`` is null where nobody has said of what class it is; ``article`` is what the period rests on.
    """

    evidence_class: EvidenceClass
    article: str
    for_ever: bool
    chosen_by_name: str | None
    chosen_at: datetime | None
    reason: str | None
    ended_on: date | None
    due_on: date | None
    held: bool
    holds: list[EvidenceHold]


class Standing(Struct, frozen=True, kw_only=True):
    """A lead as far as it says how long its evidence stays. ``held_for_good``: until a hold of it is released."""

    lead_id: UUID
    evidence_class: EvidenceClass | None
    chosen_by_name: str | None
    chosen_at: datetime | None
    reason: str | None
    ended_at: datetime | None
    held_for_good: bool
    held_until: date | None

    @property
    def ended_on(self) -> date | None:
        return self.ended_at.astimezone(SHANGHAI).date() if self.ended_at else None

    @property
    def untils(self) -> list[date | None]:
        """The last day of each hold that counts; none: until it is released."""
        return [*([None] if self.held_for_good else []), *([self.held_until] if self.held_until else [])]


class Holding(Struct, frozen=True, kw_only=True):
    """A medium whose bytes are here."""

    id: UUID
    lead_id: UUID
    sha256: str
    size: int
    captured_at: datetime
    verified_at: datetime | None
    object_key: str
    object_version: str | None
    vaulted: bool
    locked_until: datetime | None

    @property
    def kept(self) -> Kept:
        return Kept(key=self.object_key, version=self.object_version, vaulted=self.vaulted)


class Due(Struct, frozen=True, kw_only=True):
    """A medium that need not be kept any more, why, and since which day."""

    medium: Holding
    evidence_class: EvidenceClass
    due_on: date


class Total(Struct, frozen=True, kw_only=True):
    count: int
