"""Which limits hold where and when. Pure.

Of the rules that hold for a zone at a time, each limit is taken from the most special one that sets it: a rule of the
zone before one of the town, of two the one of the shorter time, of two such the older one; else from the defaults.
"""

from collections.abc import Iterable, Sequence

from msgspec.structs import asdict

from backend.alarms.limits.structs import AlarmRule, Limits, NewAlarmRule
from backend.core.errors import invalid

DAY_MIN = 1440
INACCURATE_MIN = 5
"""A position is worse than wanted for so long before anybody is told: indoors it comes and goes."""
NAMES = tuple(Limits.__struct_fields__)


def defaults(no_fix_min: int) -> Limits:
    """What holds without any rule: that somebody is not heard of, or soon will not be. Whoever drives to a case leaves
    the zone, and not every zone has to be visited every day: where that matters, the room says so."""
    return Limits(no_fix_min=no_fix_min, left_zone_min=0, unvisited_h=0, low_battery=15, accuracy_m=300)


def holds_at(rule: AlarmRule, minute: int) -> bool:
    if rule.from_min < rule.to_min:
        return rule.from_min <= minute < rule.to_min
    return minute >= rule.from_min or minute < rule.to_min


def limits_at(rules: Iterable[AlarmRule], zone_code: str | None, minute: int, otherwise: Limits) -> Limits:
    """``rules`` of one town. Every limit of the answer is set."""
    holding = sorted(
        (r for r in rules if r.zone_code in (None, zone_code) and holds_at(r, minute)),
        key=lambda r: (r.zone_code is None, (r.to_min - r.from_min) % DAY_MIN or DAY_MIN, r.id),
    )
    return Limits(**{name: _first(holding, name, otherwise) for name in NAMES})


def _first(holding: Sequence[AlarmRule], name: str, otherwise: Limits) -> int:
    values = (getattr(each, name) for each in (*holding, otherwise))
    return next((value for value in values if value is not None), 0)


def values(rules: Iterable[AlarmRule], otherwise: Limits, name: str) -> list[int]:
    """Everything a limit is anywhere, "never" left out: what is beyond all of these is due nowhere."""
    return [v for each in (*rules, otherwise) if (v := getattr(each, name))]


def check(rule: NewAlarmRule) -> None:
    """
    Raises:
        Invalid: it holds at no time, or sets nothing.
    """
    if rule.from_min == rule.to_min:
        raise invalid("to_min", "起止时间不能相同。", "It would hold at no time.")
    if all(value is None for name, value in asdict(rule).items() if name in NAMES):
        raise invalid("no_fix_min", "至少设置一项。", "At least one limit must be set.")
