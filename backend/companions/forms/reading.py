"""A fix as a companion tells it, whatever the app; and why something is none."""

import math
from enum import StrEnum

from msgspec import Struct

LATEST_MS = 4_102_444_800_000
"""The year 2100: what lies beyond is no time."""


class AsideReason(StrEnum):
    """Why something a companion sent stands aside."""

    UNREADABLE = "unreadable"  # 无法解析
    NO_PLACE = "no_place"  # 没有有效位置
    NO_TIME = "no_time"  # 没有有效时间
    ENCRYPTED = "encrypted"  # 内容被加密
    UNKNOWN_KIND = "unknown_kind"  # 未知的消息类型
    TOO_LARGE = "too_large"  # 内容过大
    FUTURE = "future"  # 时间在将来
    CLOCK = "clock"  # 与本人手机时钟不一致


class Unusable(Exception):
    """Sent by a companion of ours, but no fix can be made of it."""

    def __init__(self, reason: AsideReason) -> None:
        super().__init__(reason.value)
        self.reason = reason


class Fix(Struct, frozen=True, kw_only=True):
    """One position. Degrees CGCS2000/WGS-84, epoch milliseconds by the companion's clock; None is unknown.

    ``sent_ms``: when it was sent, by that same clock, where the app says so.
    """

    lon: float
    lat: float
    at_ms: int
    sent_ms: int | None = None
    accuracy_m: float | None = None
    speed_ms: float | None = None
    heading_deg: float | None = None
    battery: int | None = None
    charging: bool = False
    mock: bool = False


def place(lon: float | None, lat: float | None) -> tuple[float, float]:
    """
    Raises:
        Unusable: there is none on Earth.
    """
    if lon is None or lat is None or not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise Unusable(AsideReason.NO_PLACE)
    return lon, lat


def millis(seconds: float) -> int:
    """
    Raises:
        Unusable: not a time between 1970 and 2100.
    """
    if not (math.isfinite(seconds) and 0 < seconds * 1000 <= LATEST_MS):
        raise Unusable(AsideReason.NO_TIME)
    return round(seconds * 1000)


def known(value: float | None, most: float = math.inf) -> float | None:
    """Apps say -1 for what they do not know."""
    return value if value is not None and 0 <= value <= most and math.isfinite(value) else None


def percent(value: float | None) -> int | None:
    found = known(value, 100)
    return None if found is None else round(found)
