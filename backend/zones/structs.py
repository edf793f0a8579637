"""Areas on the wire."""

from enum import StrEnum
from uuid import UUID

from msgspec import Struct


class AreaKind(StrEnum):
    COUNTY = "county"
    TOWN = "town"
    VILLAGE = "village"
    DUTY_ZONE = "duty_zone"  # 责任勤务区
    UNIT_GRID = "unit_grid"  # 单元网格, GB/T 30428.1
    GOVERNANCE_GRID = "governance_grid"  # 全科网格


class AreaRef(Struct, frozen=True, kw_only=True):
    """An area named, without its shape."""

    id: UUID
    kind: AreaKind
    code: str
    name: str
    town_code: str | None
