"""A patrol's way: unbroken parts, the gaps between them with their reason, length, time, zones. Pure.

A gap is shown as a gap: nothing is drawn, measured or assigned to a zone across it. A track is never a score.
"""

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray

from geo import cleaning
from geo.cleaning import KEPT, LIMITS, SILENCE_S, Duty, Limits, Reasons
from geo.fixes import Fixes, Floats
from geo.measure import steps_m
from geo.metric import plane_about

MOVING_MS = 0.5
"""Slower than this (1.8 km/h) a person stands; what is measured is the scatter of the fixes."""


class GapReason(StrEnum):
    """The first seven are what a phone records (bits 0-2 of the flags, in this order from 1)."""

    HIDDEN = "hidden"
    PERMISSION = "permission"
    BATTERY = "battery"
    NO_FIX = "no_fix"
    PAUSED = "paused"
    APP_CLOSED = "app_closed"
    UNKNOWN = "unknown"
    NOT_RECEIVED = "not_received"  # batches between have not arrived
    JUMP = "jump"  # two believed runs of fixes that nobody could have travelled between
    UNUSABLE = "unusable"  # there were fixes, but none that could be believed


_RECORDED = list(GapReason)[:7]


@dataclass(frozen=True)
class Break:
    """Between the kept fixes ``after`` and ``after + 1``."""

    after: int
    reason: GapReason


@dataclass(frozen=True, eq=False)
class Laid:
    """``kept`` fixes in ``parts`` (start, stop), ``breaks`` between them; ``reasons`` has a code per original fix."""

    kept: Fixes
    parts: list[tuple[int, int]]
    breaks: list[Break]
    reasons: Reasons


def lay_out(fixes: Fixes, duty: Duty, limits: Limits = LIMITS) -> Laid:
    """Leave out what cannot be believed and split at gaps."""
    reasons = cleaning.drop_reasons(fixes, duty, limits)
    which = np.flatnonzero(reasons == KEPT)
    kept = fixes.take(which)
    breaks = _breaks(fixes, which, kept, duty, limits) if len(kept) > 1 else []
    edges = [0, *(b.after + 1 for b in breaks), len(kept)]
    parts = [(a, b) for a, b in pairwise(edges) if b > a]
    return Laid(kept, parts, breaks, reasons)


def _breaks(fixes: Fixes, which: NDArray[np.int64], kept: Fixes, duty: Duty, limits: Limits) -> list[Break]:
    """Later assignments win: silence, then jumps, pauses, what the phone recorded, what has not arrived.

    The last two are the phone's own account of a silence of its own; where a companion fills it, none is left.
    """
    reason = np.full(len(kept) - 1, "", object)
    silent = np.diff(kept.at_ms) > SILENCE_S * 1000
    longest_between = np.maximum.reduceat(np.diff(fixes.at_ms[: which[-1] + 1], prepend=0), which[:-1] + 1)
    reason[silent] = GapReason.UNKNOWN
    reason[silent & (longest_between <= SILENCE_S * 1000)] = GapReason.UNUSABLE
    reason[cleaning.impossible_steps(kept, limits)] = GapReason.JUMP
    for step in _paused_steps(kept, duty):
        reason[step] = GapReason.PAUSED
    recorded = _recorded(fixes, which)
    filled = (kept.companion[:-1] | kept.companion[1:]) & ~silent
    for number, name in enumerate(_RECORDED, 1):
        reason[(recorded == number) & ~filled] = name
    reason[_not_received(fixes, which) & ~filled] = GapReason.NOT_RECEIVED
    return [Break(int(i), reason[i]) for i in np.flatnonzero(reason != "")]


def _not_received(fixes: Fixes, which: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Steps within which numbers of the phone are missing. A companion's have no holes."""
    own = np.flatnonzero(~fixes.companion)
    holes = np.zeros(len(fixes), np.int64)
    holes[own[1:]] = np.diff(fixes.seq[own]) - 1
    missing: NDArray[np.bool_] = np.diff(np.cumsum(holes)[which]) != 0
    return missing


def _recorded(fixes: Fixes, which: NDArray[np.int64]) -> NDArray[np.int64]:
    """The phone's own reason per step; a fix that was dropped hands its reason on to the next that was kept."""
    codes = fixes.gap_code[: which[-1] + 1]
    own, any_between = codes[which[1:]], np.maximum.reduceat(codes, which[:-1] + 1)
    return np.where(own != 0, own, any_between)


def _paused_steps(kept: Fixes, duty: Duty) -> list[int]:
    """For every pause the one step that spans most of it."""
    steps = []
    begins, ends = kept.at_ms[:-1], kept.at_ms[1:]
    for begin, end in duty.pauses:
        shared = np.minimum(ends, kept.at_ms[-1] if end is None else end) - np.maximum(begins, begin)
        longest = int(np.argmax(shared))
        if shared[longest] > 0:
            steps.append(longest)
    return steps


@dataclass(frozen=True)
class Share:
    """Zone by number (0: outside every one), seconds, metres."""

    zone: int
    seconds: float
    metres: float


@dataclass(frozen=True)
class Summary:
    """``distance_m`` sums the geodesic steps between kept fixes of a part, unsmoothed: scatter while standing adds to
    it. ``moving_s`` is the time of the steps at 0.5 m/s or faster. A step belongs half to the zone of each end."""

    distance_m: float
    moving_s: float
    shares: list[Share]


def summarise(laid: Laid) -> Summary:
    kept = laid.kept
    inside = np.ones(max(len(kept) - 1, 0), bool)
    inside[[b.after for b in laid.breaks]] = False
    metres = steps_m(kept.lon, kept.lat) * inside
    seconds = np.diff(kept.at_ms) / 1000 * inside
    moving = metres >= MOVING_MS * np.maximum(seconds, 1e-9)
    return Summary(float(metres.sum()), float(seconds[moving].sum()), _shares(kept, seconds, metres))


def _shares(kept: Fixes, seconds: Floats, metres: Floats) -> list[Share]:
    if len(kept) < 2:
        return []
    numbers, index = np.unique(kept.zone, return_inverse=True)

    def halves(amount: Floats) -> Floats:
        both = np.bincount(index[:-1], amount, len(numbers)) + np.bincount(index[1:], amount, len(numbers))
        result: Floats = both / 2
        return result

    rows = zip(numbers.tolist(), halves(seconds).tolist(), halves(metres).tolist(), strict=True)
    return [Share(*row) for row in rows]


def simplify(lon: Floats, lat: Floats, tolerance_m: float) -> NDArray[np.int64]:
    """Indexes of the vertices to draw, so that no other lies farther than ``tolerance_m`` from the drawn line.

    The same then holds for every place of the way between them: a step and the chord that replaces it are straight, so
    their distance is greatest at an end. Douglas-Peucker (1973) by GEOS on a plane that stretches lengths by less than
    0.1 %, which is taken off the tolerance. First and last always stay.
    """
    if len(lon) < 3 or tolerance_m <= 0:
        return np.arange(len(lon))
    x, y = plane_about(lon, lat)
    # The height carries the index: it says which of several vertices at one place has stayed.
    line = shapely.linestrings(np.column_stack((x, y, np.arange(len(lon)))))
    drawn = shapely.simplify(line, tolerance_m * 0.998, preserve_topology=False)
    indexes: NDArray[np.int64] = shapely.get_coordinates(drawn, include_z=True)[:, 2].astype(np.int64)
    return indexes
