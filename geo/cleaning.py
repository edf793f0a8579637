"""Which fixes of a track are not believed, and why. Nothing is deleted: the reason stands beside the fix.

Applied in this order, a fix keeps the first reason that fits it:
off duty (outside the patrol, or inside a pause), mock, nowhere, accuracy, beside, duplicate, clock, speed.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from geo.fixes import Fixes, Ints
from geo.measure import apart_m, steps_m

Reasons = NDArray[np.uint8]
KEPT = 0
SILENCE_S = 60.0
"""So long without a fix, and a track is broken even if nobody said why."""


class DropReason(StrEnum):
    OFF_DUTY = "off_duty"
    MOCK = "mock"
    ACCURACY = "accuracy"
    DUPLICATE = "duplicate"
    CLOCK = "clock"
    SPEED = "speed"
    NOWHERE = "nowhere"  # 0, 0: a receiver that does not know says so, and no patrol is in the Gulf of Guinea
    BESIDE = "beside"  # a companion's, from a time for which the phone has fixes of its own


ORDER = list(DropReason)


def code(reason: DropReason) -> int:
    return ORDER.index(reason) + 1


@dataclass(frozen=True)
class Duty:
    """When an officer was on duty, epoch milliseconds; an open end is None. Edges are blurred by ``tolerance_ms``."""

    from_ms: int
    to_ms: int | None = None
    pauses: Sequence[tuple[int, int | None]] = ()
    tolerance_ms: int = 60_000

    def covers(self, from_ms: int, to_ms: int) -> bool:
        """Whether everything between these times is surely on duty; False asks for a closer look."""
        last = to_ms if self.to_ms is None else self.to_ms + self.tolerance_ms
        return not self.pauses and self.from_ms - self.tolerance_ms <= from_ms and to_ms <= last

    def off(self, at_ms: Ints) -> NDArray[np.bool_]:
        """Which of these times lie outside duty by more than the tolerance."""
        off = self.before(at_ms) | self.after(at_ms)
        return off | self.paused(at_ms)

    def before(self, at_ms: Ints) -> NDArray[np.bool_]:
        return at_ms < self.from_ms - self.tolerance_ms

    def after(self, at_ms: Ints) -> NDArray[np.bool_]:
        return np.zeros(len(at_ms), bool) if self.to_ms is None else at_ms > self.to_ms + self.tolerance_ms

    def paused(self, at_ms: Ints) -> NDArray[np.bool_]:
        inside = np.zeros(len(at_ms), bool)
        for begin, end in self.pauses:
            late = at_ms > begin + self.tolerance_ms
            inside |= late if end is None else late & (at_ms < end - self.tolerance_ms)
        return inside


@dataclass(frozen=True)
class Limits:
    """``max_speed_ms`` 50 m/s is 180 km/h, faster than any vehicle of a squad; ``max_accuracy_m`` 100 m is where a
    position comes from cell towers rather than satellites. A run of ``believed_run`` fixes that agree with each other
    is believed even where it cannot be reached from the one before: then the track jumps, and says so."""

    max_speed_ms: float = 50.0
    max_accuracy_m: float = 100.0
    believed_run: int = 3


LIMITS = Limits()


def drop_reasons(fixes: Fixes, duty: Duty, limits: Limits = LIMITS) -> Reasons:
    """One code per fix: 0 kept, else ``code(reason)``."""
    reasons = np.zeros(len(fixes), np.uint8)
    _mark(reasons, duty.off(fixes.at_ms), DropReason.OFF_DUTY)
    _mark(reasons, fixes.mock, DropReason.MOCK)
    _mark(reasons, (fixes.lon == 0) & (fixes.lat == 0), DropReason.NOWHERE)
    _mark(reasons, fixes.accuracy_m > limits.max_accuracy_m, DropReason.ACCURACY)
    _mark(reasons, _beside(fixes, reasons == KEPT), DropReason.BESIDE)
    for find, reason in ((_repeated, DropReason.DUPLICATE), (_out_of_time, DropReason.CLOCK)):
        kept = np.flatnonzero(reasons == KEPT)
        reasons[kept[find(fixes.take(kept))]] = code(reason)
    kept = np.flatnonzero(reasons == KEPT)
    reasons[kept[_out_of_reach(fixes.take(kept), limits)]] = code(DropReason.SPEED)
    return reasons


def _mark(reasons: Reasons, which: NDArray[np.bool_], reason: DropReason) -> None:
    reasons[which & (reasons == KEPT)] = code(reason)


def _beside(fixes: Fixes, usable: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """A companion's fixes where the phone's own are dense: two receivers in one pocket err differently, and a way drawn
    from both would be longer than the one that was walked. They fill the phone's silence, and nothing else."""
    own = np.flatnonzero(usable & ~fixes.companion)
    if len(own) in (0, len(fixes)):
        return np.zeros(len(fixes), bool)
    behind = np.searchsorted(own, np.arange(len(fixes)))
    inner = fixes.companion & (behind > 0) & (behind < len(own))
    lasted = np.diff(fixes.at_ms[own], prepend=0)[np.minimum(behind, len(own) - 1)]
    dense: NDArray[np.bool_] = inner & (lasted <= SILENCE_S * 1000)
    return dense


def _repeated(fixes: Fixes) -> NDArray[np.bool_]:
    """The same time and place as the fix before: a phone handed out its last fix again."""
    same = np.zeros(len(fixes), bool)
    same[1:] = (np.diff(fixes.at_ms) == 0) & (np.diff(fixes.lon) == 0) & (np.diff(fixes.lat) == 0)
    return same


def _out_of_time(fixes: Fixes) -> NDArray[np.bool_]:
    """The fewest fixes without which time always increases, so that one stray clock costs one fix.

    Longest increasing subsequence (Fredman 1975), n log n, and only where time does not increase anyway.
    """
    out = np.zeros(len(fixes), bool)
    if not (np.diff(fixes.at_ms) <= 0).any():
        return out
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for i, at in enumerate(fixes.at_ms.tolist()):
        length = bisect_left(tails, at)
        before.append(ends[length - 1] if length else -1)
        tails[length : length + 1], ends[length : length + 1] = [at], [i]
    out[:] = True
    last = ends[-1]
    while last >= 0:
        out[last] = False
        last = before[last]
    return out


def _out_of_reach(fixes: Fixes, limits: Limits) -> NDArray[np.bool_]:
    """Fixes nobody could have travelled to: short runs that cannot be reached from the last believed fix."""
    out = np.zeros(len(fixes), bool)
    breaks = np.flatnonzero(impossible_steps(fixes, limits)) + 1
    if not len(breaks):
        return out
    starts, stops = [0, *breaks.tolist()], [*breaks.tolist(), len(fixes)]
    sizes = [stop - start for start, stop in zip(starts, stops, strict=True)]
    anchor = next((i for i, size in enumerate(sizes) if size >= limits.believed_run), sizes.index(max(sizes)))
    out[: starts[anchor]] = True
    last = stops[anchor] - 1
    for start, stop in zip(starts[anchor + 1 :], stops[anchor + 1 :], strict=True):
        if stop - start >= limits.believed_run or _reachable(fixes, last, start, limits):
            last = stop - 1
        else:
            out[start:stop] = True
    return out


def impossible_steps(fixes: Fixes, limits: Limits = LIMITS) -> NDArray[np.bool_]:
    """Which steps between neighbours are too fast, even if both fixes err toward each other by all their accuracy."""
    slack = np.nan_to_num(fixes.accuracy_m)
    metres = steps_m(fixes.lon, fixes.lat) - slack[:-1] - slack[1:]
    too_fast: NDArray[np.bool_] = metres > limits.max_speed_ms * np.diff(fixes.at_ms) / 1000
    return too_fast


def _reachable(fixes: Fixes, a: int, b: int, limits: Limits) -> bool:
    slack = np.nan_to_num(fixes.accuracy_m[[a, b]]).sum()
    metres = apart_m(fixes.lon[a], fixes.lat[a], fixes.lon[b], fixes.lat[b]) - slack
    return bool(metres <= limits.max_speed_ms * (fixes.at_ms[b] - fixes.at_ms[a]) / 1000)
