"""How long evidence is kept, and when it goes: the one table, and pure arithmetic of days.

Days are those of Shanghai. A period begins on the day the lead ended; while it has not, nothing goes.
"""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import NamedTuple

from backend.core.china import SHANGHAI
from backend.core.errors import Conflict
from backend.leads.retention.structs import EvidenceClass, Standing

_C = EvidenceClass


class Period(NamedTuple):
    """``days`` and ``years``: for how long; neither: for ever. ``article``: what says so."""

    article: str
    days: int = 0
    years: int = 0

    @property
    def for_ever(self) -> bool:
        return not (self.days or self.years)


_ART_13 = "公安机关现场执法视音频记录工作规定 第十三条"
_ARCHIVES = "机关文件材料归档范围和文书档案保管期限规定（国家档案局令第8号）"

PERIODS: dict[EvidenceClass, Period] = {
    _C.PATROL_ONLY: Period(_ART_13, days=180),
    _C.NO_CASE: Period(_ART_13, days=180),
    _C.SIMPLE_CASE: Period(_ARCHIVES, years=30),
    _C.ORDINARY_CASE: Period(_ARCHIVES),
    _C.OBSTRUCTION: Period(f"{_ART_13}（二）"),
    _C.MASS_INCIDENT: Period(f"{_ART_13}（三）"),
    _C.OTHER_MAJOR: Period(f"{_ART_13}（四）"),
}
"""At least so long (rulebook §4.1, §5.7); evidence of a case is kept as long as the case file."""

USUAL = _C.NO_CASE
"""Of a lead that nobody has said anything else of: when it has ended and came to nothing more."""

SHORT_LOCK, LONG_LOCK = timedelta(days=30), timedelta(days=365)
RENEWED_BEFORE = timedelta(days=10)
"""A lock is made longer when so little of it is left; of what is kept for ever, long ones."""


def class_of(standing: Standing) -> EvidenceClass:
    return standing.evidence_class or USUAL


def first_day_without(cls: EvidenceClass, ended: date | None) -> date | None:
    """The first day on which it need not be kept any more; none while that cannot be told, or for ever."""
    period = PERIODS[cls]
    if ended is None or period.for_ever:
        return None
    return _years_on(ended, period.years) + timedelta(days=period.days + 1)


def _years_on(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return date(day.year + years, 3, 1)


def is_held(untils: Collection[date | None], today: date) -> bool:
    """``untils``: the last day of each hold that was not released; none: until it is."""
    return any(until is None or until >= today for until in untils)


def goes(cls: EvidenceClass, ended: date | None, untils: Collection[date | None], today: date) -> bool:
    due = first_day_without(cls, ended)
    return due is not None and due <= today and not is_held(untils, today)


def lock_until(cls: EvidenceClass, ended: date | None, untils: Collection[date | None], now: datetime) -> datetime:
    """How long the store itself is to keep it from deletion: never beyond the day on which it may have to go."""
    length = LONG_LOCK if PERIODS[cls].for_ever else SHORT_LOCK
    due = first_day_without(cls, ended)
    if due is None or is_held(untils, now.astimezone(SHANGHAI).date()):
        return now + length
    return min(now + length, datetime(due.year, due.month, due.day, tzinfo=SHANGHAI))


def is_to_be_renewed(locked_until: datetime | None, wanted: datetime, now: datetime) -> bool:
    return locked_until is None or (locked_until < now + RENEWED_BEFORE and locked_until < wanted)


def check_hold(bytes_there: int) -> None:
    """
    Raises:
        Conflict: nothing is left to hold.
    """
    if bytes_there == 0:
        raise Conflict("材料已到期删除，或尚未收到，无法保全。", "Nothing of it is here to be held.")
