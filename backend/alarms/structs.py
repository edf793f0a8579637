"""Alarms (告警) on the wire: an officer's call for help, and what the server notices by itself."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta, Struct

from backend.core.geojson import Fix, Moment, Point
from backend.core.text import Note, Reason


class AlarmKind(StrEnum):
    """What is wrong. Only ``sos`` is raised by a person; the others are noticed."""

    SOS = "sos"  # 紧急求助
    NO_FIX = "no_fix"  # 无定位
    LOW_BATTERY = "low_battery"  # 电量低
    LEFT_ZONE = "left_zone"  # 离开责任区
    ACCURACY_LOST = "accuracy_lost"  # 定位精度差
    UNVISITED = "unvisited"  # 责任区长时间无人到访


class AlarmState(StrEnum):
    """Everything but ``closed`` is open: one that was called off is looked at by the command room all the same."""

    RAISED = "raised"  # 待查看
    SEEN = "seen"  # 已查看
    CANCELLED = "cancelled"  # 本人已取消
    CLOSED = "closed"  # 已关闭


class AlarmStepKind(StrEnum):
    RAISED = "raised"
    SEEN = "seen"
    CANCELLED = "cancelled"
    CLOSED = "closed"


class AlarmAct(StrEnum):
    """What the command room can do with an alarm."""

    SEE = "see"
    CLOSE = "close"


class Outcome(StrEnum):
    """What it turned out to be. ``resolved`` is the server's own word: what it noticed is over."""

    HANDLED = "handled"  # 已处置
    FALSE_ALARM = "false_alarm"  # 误报
    DRILL = "drill"  # 演练
    RESOLVED = "resolved"  # 自行恢复
    OTHER = "other"  # 其他


Battery = Annotated[int, Meta(ge=0, le=100, description="percent")]


class NewAlarm(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a phone sends. It chose the id, so that calling again is not a second alarm."""

    kind: Literal["sos"]
    at: Moment
    patrol_id: UUID | None = None
    fix: Fix | None = None
    battery: Battery | None = None
    note: Note = ""


class NewAlarmStep(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    kind: AlarmAct
    at: Moment
    outcome: Outcome | None = None
    reason: Reason | None = None


class Cancellation(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The person who raised it says that it was none."""

    at: Moment
    reason: Reason


class AlarmStep(Struct, frozen=True, kw_only=True):
    """One thing that happened to an alarm. ``actor_id`` null: the server itself. Mirrors table ``alarm_steps``."""

    id: UUID
    kind: AlarmStepKind
    at: datetime
    received_at: datetime
    actor_id: UUID | None
    actor_name: str
    outcome: Outcome | None
    reason: str | None


class Alarm(Struct, frozen=True, kw_only=True):
    """Mirrors table ``alarms``. ``place`` is the last one known and ``fix_at`` says from when; null when none is.

    One that is ``unvisited`` is about its duty zone and about nobody: ``person_id`` is null, the place within the zone.

    ``at`` is the device's clock, ``received_at`` ours: without a network the two lie apart.
    """

    id: UUID
    kind: AlarmKind
    state: AlarmState
    person_id: UUID | None
    person_name: str
    squad: str | None
    patrol_id: UUID | None
    town_code: str | None
    town_name: str | None
    duty_zone_id: UUID | None
    duty_zone_name: str | None
    place: Point | None
    accuracy_m: float | None
    fix_at: datetime | None
    battery: int | None
    at: datetime
    received_at: datetime
    note: str
    revision: int
    steps: list[AlarmStep]


class Whose(Struct, frozen=True, kw_only=True):
    """Whom an alarm is about."""

    person_id: UUID
    person_name: str
    squad: str | None
    device_id: UUID | None
    patrol_id: UUID | None


class Where(Struct, frozen=True, kw_only=True):
    """Where an alarm falls."""

    lon: float | None
    lat: float | None
    accuracy_m: float | None
    fix_at: datetime | None
    battery: int | None
    town_code: str | None
    town_name: str | None
    duty_zone_id: UUID | None
    duty_zone_name: str | None


class LastPlace(Struct, frozen=True, kw_only=True):
    """Where the person was last seen on duty."""

    lon: float
    lat: float
    accuracy_m: float | None
    at: datetime
    battery: int | None


class Sent(Struct, frozen=True, kw_only=True):
    """What has been stored under an id that a device chose, and by whom. Null: not sent by anybody."""

    sent_sha256: str | None
    sender: UUID | None
