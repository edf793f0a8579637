"""Which zone a day or an hour is of. No clock: what the time is now says ``clock``."""

from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
