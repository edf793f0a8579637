"""What a hold may be. Pure."""

from datetime import date

from backend.core.errors import invalid
from backend.holds.structs import Hold, NewHold

_LAST = date(2199, 12, 31)


def check(new: NewHold, today: date) -> None:
    """
    Raises:
        Invalid: over before it begins.
    """
    if new.until is not None and not today <= new.until <= _LAST:
        raise invalid("until", "截止日期不能早于今天。", "Must be today or later.")


def is_same(hold: Hold, new: NewHold) -> bool:
    return (hold.reason, hold.until) == (new.reason, new.until)
