"""Which zone a day or an hour is of. No clock: what the time is now says ``clock``."""

from datetime import datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
_LAST = datetime.max.replace(tzinfo=SHANGHAI)
_LAST_IN_UTC = _LAST.timestamp()


def in_china(moment: datetime) -> datetime:
    """The same moment by the clock on the wall in China.

    A phone's clock may name the last hours of the year 9999, which are of no year there that a computer knows: they are
    told as its end.
    """
    return moment.astimezone(SHANGHAI) if moment.timestamp() < _LAST_IN_UTC else _LAST
