"""When an alarm is due (告警规则), set by the command room for a town or one of its duty zones, by time of day."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta, Struct

from backend.core.text import Line, TownCode

Minutes = Annotated[int, Meta(ge=0, le=1440, description="minutes; 0: never")]
Hours = Annotated[int, Meta(ge=0, le=720, description="hours; 0: never")]
Percent = Annotated[int, Meta(ge=0, le=50, description="per cent; 0: never")]
Metres = Annotated[int, Meta(ge=0, le=5000, description="metres; 0: never")]


class Limits(Struct, frozen=True, kw_only=True):
    """0: never. Null: as the next less special rule says, in the end the defaults.

    ``no_fix_min``: on duty and not heard of for so long. ``left_zone_min``: outside the duty zone of the patrol for so
    long. ``unvisited_h``: nobody was in the zone for so long. ``low_battery``: so little is left in the phone.
    ``accuracy_m``: positions worse than that, for ``rules.INACCURATE_MIN``.
    """

    no_fix_min: Minutes | None
    left_zone_min: Minutes | None
    unvisited_h: Hours | None
    low_battery: Percent | None
    accuracy_m: Metres | None


class NewAlarmRule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``zone_code`` null: every zone of the town. From ``from_min`` until before ``to_min``, minutes of the day in
    Shanghai; over midnight when ``to_min`` is the smaller. The limits are those of ``Limits``."""

    town_code: TownCode
    zone_code: Line | None = None
    name: Line
    from_min: Annotated[int, Meta(ge=0, le=1439)] = 0
    to_min: Annotated[int, Meta(ge=1, le=1440)] = 1440
    no_fix_min: Minutes | None = None
    left_zone_min: Minutes | None = None
    unvisited_h: Hours | None = None
    low_battery: Percent | None = None
    accuracy_m: Metres | None = None


class AlarmRule(Limits, frozen=True, kw_only=True):
    """Mirrors table ``alarm_rules``."""

    id: UUID
    town_code: str
    zone_code: str | None
    zone_name: str | None
    name: str
    from_min: int
    to_min: int
    updated_at: datetime
    updated_by_name: str


class AlarmRules(Struct, frozen=True, kw_only=True):
    """``defaults`` hold where no rule says anything."""

    defaults: Limits
    rules: list[AlarmRule]


class ZoneRef(Struct, frozen=True, kw_only=True):
    code: str
