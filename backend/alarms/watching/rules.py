"""What is due, and what is wrong with a position. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from backend.alarms.limits.rules import INACCURATE_MIN, holds_at, limits_at, values
from backend.alarms.limits.structs import AlarmRule, Limits
from backend.alarms.structs import AlarmKind, LastPlace
from backend.alarms.watching.structs import Noticed, Seen, Unvisited

BATTERY_AGAIN = 10
"""Per cent above the highest limit anywhere from where on a phone is being charged."""
OLDEST_SILENCE_H = 12
"""A patrol that has been silent for longer was forgotten, and is nobody's emergency."""
EDGE_M = 30.0
"""Nobody has left a zone who is no farther outside than that, or than the position may be wrong."""
_OFF = timedelta.max


@dataclass
class Book:
    """All rules, asked for one town and zone at a time at one minute."""

    rules: Sequence[AlarmRule]
    otherwise: Limits
    minute: int
    _known: dict[tuple[str, str | None], Limits] = field(default_factory=dict)

    def limits(self, town: str, zone: str | None) -> Limits:
        key = town, zone
        if key not in self._known:
            of_town = [rule for rule in self.rules if rule.town_code == town]
            self._known[key] = limits_at(of_town, zone, self.minute, self.otherwise)
        return self._known[key]

    def least(self, name: str) -> int | None:
        """The smallest limit anywhere; None: never, nowhere."""
        return min(values(self.rules, self.otherwise, name), default=None)

    def most(self, name: str) -> int | None:
        return max(values(self.rules, self.otherwise, name), default=None)

    def visiting(self) -> list[AlarmRule]:
        """The rules by which zones have to be visited now. By default none has to be."""
        return [rule for rule in self.rules if rule.unvisited_h and holds_at(rule, self.minute)]


def patience(kind: AlarmKind, limits: Limits) -> timedelta:
    """How long something may last before it is due; as good as for ever where it never is."""
    if kind is AlarmKind.NO_FIX:
        return _minutes(limits.no_fix_min)
    if kind is AlarmKind.LEFT_ZONE:
        return _minutes(limits.left_zone_min)
    if kind is AlarmKind.ACCURACY_LOST:
        return _minutes(INACCURATE_MIN if limits.accuracy_m else 0)
    if kind is AlarmKind.UNVISITED:
        return timedelta(hours=limits.unvisited_h) if limits.unvisited_h else _OFF
    return _OFF


def _minutes(minutes: int | None) -> timedelta:
    return timedelta(minutes=minutes) if minutes else _OFF


def is_due(noticed: Noticed, limits: Limits, now: datetime) -> bool:
    if noticed.kind is AlarmKind.LOW_BATTERY:
        return noticed.battery is not None and noticed.battery <= (limits.low_battery or -1)
    return now - noticed.since >= patience(noticed.kind, limits)


def unvisited_since(zone: Unvisited, rules: Iterable[AlarmRule]) -> datetime | None:
    """Since when nobody was there: the last visit, else when it was first asked that somebody should; None: never
    asked."""
    asked = [
        rule.updated_at
        for rule in rules
        if rule.town_code == zone.town_code and rule.zone_code in (None, zone.zone_code) and rule.unvisited_h
    ]
    return zone.visited_at or min(asked, default=None)


def wrong(seen: Seen, limits: Limits) -> set[AlarmKind]:
    """What is wrong with a position. Who is on the edge of the zone neither leaves nor comes back."""
    found = set()
    if limits.left_zone_min and (seen.beyond or (seen.within is False and AlarmKind.LEFT_ZONE in seen.marked)):
        found.add(AlarmKind.LEFT_ZONE)
    if limits.accuracy_m and seen.accuracy_m is not None and seen.accuracy_m > limits.accuracy_m:
        found.add(AlarmKind.ACCURACY_LOST)
    return found


def last_place(noticed: Noticed) -> LastPlace | None:
    if noticed.lon is None or noticed.lat is None or noticed.fix_at is None:
        return None
    return LastPlace(
        lon=noticed.lon, lat=noticed.lat, accuracy_m=noticed.accuracy_m, at=noticed.fix_at, battery=noticed.battery
    )
