"""What may be asked for at once. No I/O."""

from collections.abc import Sequence
from datetime import timedelta

from backend.command.replay.structs import Wanted
from backend.core.errors import Invalid, invalid
from backend.patrols.structs import Patrol

LONGEST = timedelta(days=7)
MOST_FIXES = 400_000
"""Some seconds of work, and some megabytes over the line."""


def check(wanted: Wanted) -> None:
    """
    Raises:
        Invalid: times without an offset, ends before it begins, too long, or of two things at once.
    """
    for name, at in (("begin", wanted.begin), ("end", wanted.end)):
        if at.tzinfo is None:
            raise invalid(name, "时间须带时区。", "Needs an offset from UTC.")
    if not timedelta(0) < wanted.end - wanted.begin <= LONGEST:
        raise invalid("end", "结束须晚于开始,且不超过 7 天。", "Must be after the beginning, and at most 7 days.")
    if sum(each is not None for each in (wanted.person_id, wanted.squad, wanted.zone_id)) > 1:
        raise invalid("squad", "人员、中队、责任区只能选一项。", "Of one person, one squad or one zone.")


def refuse_too_much(patrols: Sequence[Patrol]) -> None:
    """
    Raises:
        Invalid: more fixes than are read at once.
    """
    if sum(p.point_count for p in patrols) > MOST_FIXES:
        raise Invalid("这段时间的轨迹太多,请缩短时间或选择一人。", "Too many fixes. Ask for less time or one person.")
