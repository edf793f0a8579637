"""What a hold may be. Pure."""

from datetime import date

from backend.core.errors import Conflict, invalid
from backend.patrols.holds.structs import Hold, NewHold
from backend.patrols.structs import Patrol

_LAST = date(2199, 12, 31)


def check(new: NewHold, patrol: Patrol, raw_points: int, today: date) -> None:
    """
    Raises:
        Invalid: over before it begins.
        Conflict: there is nothing left to hold.
    """
    if new.until is not None and not today <= new.until <= _LAST:
        raise invalid("data.until", "截止日期不能早于今天。", "Must be today or later.")
    if raw_points == 0 and patrol.point_count > 0:
        raise Conflict("原始轨迹已超过保存期限并删除，无法保全。", "The raw track is past its time and gone.")


def is_same(hold: Hold, patrol_id: object, new: NewHold) -> bool:
    return (hold.patrol_id, hold.reason, hold.until) == (patrol_id, new.reason, new.until)
