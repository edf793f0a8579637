"""Which patrol a companion's fix belongs to, and how it is written down. Pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

import numpy as np

from backend.companions.forms.reading import AsideReason, Fix
from backend.companions.structs import Told
from backend.patrols.rules import CLOCK_ERROR, TOLERANCE, millis
from backend.patrols.tracks.checking import FUTURE_MS
from geo import pack
from geo.cleaning import Duty

_MOST = pack.UNKNOWN - 1


class Candidate(NamedTuple):
    """A patrol of the companion's person. ``received_ms``: when the server heard of it, epoch milliseconds."""

    id: UUID
    duty: Duty
    on: bool
    received_ms: int


def patrol_of(told: Told, candidates: Sequence[Candidate]) -> UUID | AsideReason | None:
    """The patrol that was on duty at the fix's own time, the one begun last; None: off duty, and not to be kept.

    A clock that cannot be right makes a fix stand aside, so that it is not lost, but only while its person is on duty:
    one from a future that the companion's own clock does not explain, and one of a time at which the patrol runs by
    the server's reckoning but, its phone being ahead, has not begun by the phone's.
    """
    at, now = told.fix.at_ms, millis(told.received_at)
    if at > max(sent_ms(told), now) + FUTURE_MS:
        return AsideReason.FUTURE if any(c.on for c in candidates) else None
    covering = [c for c in candidates if not c.duty.off(np.array([at]))[0]]
    if covering:
        return max(covering, key=lambda c: (c.duty.from_ms, c.id)).id
    ahead = [c for c in candidates if c.on and c.duty.from_ms > c.received_ms + FUTURE_MS]
    return AsideReason.CLOCK if any(at >= c.received_ms - _span(TOLERANCE) for c in ahead) else None


def sent_ms(told: Told) -> int:
    """By the companion's own clock; by ours where it does not say, or says what no clock would."""
    now, said = millis(told.received_at), told.fix.sent_ms
    return now if said is None or said > now + _span(CLOCK_ERROR) else said


def _span(span: timedelta) -> int:
    return span // timedelta(milliseconds=1)


def record(fix: Fix) -> bytes:
    """One record as in ``geo.pack``; the time is the header's."""
    battery = pack.BATTERY_UNKNOWN if fix.battery is None else fix.battery
    flags = battery << pack.BATTERY_SHIFT | pack.MOCK_BIT * fix.mock | pack.CHARGING_BIT * fix.charging
    return pack.write(
        [0],
        [round(fix.lon * pack.DEGREE)],
        [round(fix.lat * pack.DEGREE)],
        [_units(fix.accuracy_m, 10)],
        [_units(fix.speed_ms, 100)],
        [_units(fix.heading_deg, 10)],
        [flags],
    )


def _units(value: float | None, per_unit: int) -> int:
    """What is too large for the record is the largest it can hold."""
    return pack.UNKNOWN if value is None else min(round(value * per_unit), _MOST)


def place_of(record_bytes: bytes) -> tuple[int, int]:
    """Longitude and latitude of a single record, 1e-7 degrees."""
    fix = pack.read(record_bytes)[0]
    return int(fix["lon"]), int(fix["lat"])


def holds(at_ms: int, place: tuple[int, int], t0: datetime, laid: bytes) -> bool:
    """Whether a stored row has a fix of this moment and place."""
    fixes = pack.read(pack.lift(laid))
    same = (millis(t0) + fixes["dt"].astype(np.int64) == at_ms) & (fixes["lon"] == place[0])
    return bool((same & (fixes["lat"] == place[1])).any())
