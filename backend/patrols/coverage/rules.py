"""Over what time, and how finely, coverage may be asked for. Pure."""

from datetime import date, datetime, time, timedelta

from backend.core.china import SHANGHAI
from backend.core.errors import Invalid, invalid

USUAL, LONGEST = timedelta(days=7), timedelta(days=90)
MOST_FIXES = 2_000_000
"""Some seconds of work."""
_GRAINS = (10.0, 20.0, 50.0, 100.0, 200.0, 500.0)


def since(from_day: date | None, now: datetime) -> datetime:
    """The beginning of the period, which ends now: seven days ago, or the first moment of a day in Shanghai.

    Raises:
        Invalid: not begun yet, or farther back than tracks are looked at.
    """
    if from_day is None:
        return now - USUAL
    today = now.astimezone(SHANGHAI).date()
    if not today - LONGEST <= from_day <= today:
        raise invalid("from_day", "只能查询最近 90 天。", "Must be one of the last 90 days.")
    return datetime.combine(from_day, time(), SHANGHAI)


def grain_m(extent_m2: float, most_cells: int) -> float:
    """The finest cell of which no more than so many lie in an extent; the coarsest when all are too fine."""
    return next((g for g in _GRAINS if extent_m2 / g**2 <= most_cells), _GRAINS[-1])


def refuse_too_much(fixes: int) -> None:
    """
    Raises:
        Invalid: more fixes than are read at once.
    """
    if fixes > MOST_FIXES:
        raise Invalid("这段时间的轨迹太多,请缩短时间。", "Too many fixes in this period. Ask for a shorter one.")
