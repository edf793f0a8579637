"""What a phone records while an officer walks a way: uneven intervals, noise, stops, gaps with their reason."""

import numpy as np
from msgspec import Struct

from backend.demo import streets
from backend.demo.plane import Floats, degrees

HIDDEN, NO_FIX, PAUSED, CLOSED = 1, 4, 5, 6
"""Reasons of a gap, as the phone numbers them."""
UNKNOWN = np.nan


class Silence(Struct, frozen=True):
    """Seconds of the walk from which no fix exists, and why."""

    start: float
    end: float
    reason: int


class Fixes(Struct, frozen=True, eq=False):
    """Columns of equal length. ``at`` seconds since the start; ``reason`` of the gap before a fix, 0 none."""

    at: Floats
    lon: Floats
    lat: Floats
    accuracy_m: Floats
    speed_ms: Floats
    heading_deg: Floats
    battery: Floats
    reason: Floats


def record(
    way: Floats, seconds: float, pace: float, silences: list[Silence], battery: float, random: np.random.Generator
) -> Fixes:
    """Record a walk along ``way`` (metres) for so many seconds at about ``pace`` m/s.

    The officer stands still while paused and walks on in every other gap, so a track jumps there as real ones do.
    """
    at = np.cumsum(np.round(random.gamma(9, 0.6, int(seconds / 4)) + 0.6, 3))
    at = at[at < seconds]
    speed = _speed(at, pace, silences, random)
    travelled = np.concatenate([[0.0], np.cumsum(speed[1:] * np.diff(at))])
    true = streets.along(way, travelled)
    accuracy, noise = _noise(at, random)
    places = degrees(true + noise)
    heading = np.degrees(np.arctan2(*(streets.along(way, travelled + 4) - true).T)) % 360
    keep = np.ones(len(at), bool)
    for silence in silences:
        keep &= (at < silence.start) | (at >= silence.end)
    moving = speed > 0.3
    return Fixes(
        at=at[keep],
        lon=places[keep, 0],
        lat=places[keep, 1],
        accuracy_m=accuracy[keep],
        speed_ms=np.where(moving, speed * random.normal(1, 0.05, len(at)), 0.0)[keep],
        heading_deg=np.where(moving, (heading + random.normal(0, 5, len(at))) % 360, UNKNOWN)[keep],
        battery=np.maximum(np.floor(battery - at / 3600 * 11), 5.0)[keep],
        reason=_reasons(at[keep], silences),
    )


def _speed(at: Floats, pace: float, silences: list[Silence], random: np.random.Generator) -> Floats:
    """Pace that wanders, with stops at a stall or a door, and none while paused."""
    speed = pace * (1 + 0.18 * _wander(at, 40.0, random))
    for start in random.uniform(0, at[-1], int(at[-1] / 420)):
        speed[(at >= start) & (at < start + random.uniform(30, 200))] = 0.0
    for silence in silences:
        if silence.reason == PAUSED:
            speed[(at >= silence.start) & (at < silence.end)] = 0.0
    return np.clip(speed, 0.0, None)


def _noise(at: Floats, random: np.random.Generator) -> tuple[Floats, Floats]:
    """Reported accuracy (95 %) and an error (n, 2) that drifts rather than jitters, worse between high houses."""
    sky = np.abs(_wander(at, 90.0, random))
    accuracy = np.round(4.0 + 4.0 * sky + np.where(sky > 2.2, 18.0, 0.0), 1)
    drift = np.stack([_wander(at, 25.0, random), _wander(at, 25.0, random)], axis=-1)
    return accuracy, drift * (accuracy / 3.2)[:, None]


def _wander(at: Floats, memory: float, random: np.random.Generator) -> Floats:
    """A stationary random process of unit variance that forgets within ``memory`` seconds."""
    keep = np.exp(-np.diff(at, prepend=at[0]) / memory)
    shocks = random.normal(0, 1, len(at))
    values = np.empty(len(at))
    value = shocks[0]
    for i, (k, shock) in enumerate(zip(keep, shocks, strict=True)):
        value = k * value + np.sqrt(1 - k * k) * shock
        values[i] = value
    return values


def _reasons(at: Floats, silences: list[Silence]) -> Floats:
    """The reason of a silence belongs to the first fix after it."""
    reasons = np.zeros(len(at))
    for silence in silences:
        after = int(np.searchsorted(at, silence.end))
        if 0 < after < len(at):
            reasons[after] = silence.reason
    return reasons
