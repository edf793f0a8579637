"""Where somebody stayed: the place, from when, until when. Only within unbroken parts: a gap is no stop."""

from dataclasses import dataclass
from math import hypot

import numpy as np

from geo.fixes import Floats, Ints
from geo.metric import plane_about
from geo.tracks import Laid

ACROSS_M = 60.0
"""Twice the scatter of a phone beside houses: what lies no farther apart may be one place."""
STAY_S = 180.0
"""Shorter is a traffic light, or a word with somebody."""


@dataclass(frozen=True)
class Stop:
    """``lon``, ``lat``: the median of the fixes in each axis, degrees. Times are those of the first and the last fix,
    epoch milliseconds; ``first`` and ``last`` their indexes among the kept ones."""

    lon: float
    lat: float
    from_ms: int
    to_ms: int
    first: int
    last: int


def stops(laid: Laid, across_m: float = ACROSS_M, stay_s: float = STAY_S) -> list[Stop]:
    """Every longest run of fixes of which no two lie farther apart than ``across_m`` and that lasts ``stay_s`` or more.

    The earliest run comes first, and the next begins after it (Hariharan and Toyama 2004, "Project Lachesis": stays by
    roaming distance and duration). Distances are measured on a plane that stretches them by at most 0.1 %.
    """
    kept = laid.kept
    found = []
    for start, stop in laid.parts:
        x, y = plane_about(kept.lon[start:stop], kept.lat[start:stop])
        runs = _stays(x, y, kept.at_ms[start:stop], across_m, stay_s * 1000)
        found += [(start + first, start + last) for first, last in runs]
    return [_stop(laid, first, last) for first, last in found]


def _stop(laid: Laid, first: int, last: int) -> Stop:
    kept, run = laid.kept, slice(first, last + 1)
    lon, lat = float(np.median(kept.lon[run])), float(np.median(kept.lat[run]))
    return Stop(lon, lat, int(kept.at_ms[first]), int(kept.at_ms[last]), first, last)


def _stays(x: Floats, y: Floats, at_ms: Ints, across_m: float, stay_ms: float) -> list[tuple[int, int]]:
    """First and last of each run. ``first`` always begins the longest run that ends here and is not too wide."""
    runs: list[tuple[int, int]] = []
    first = 0
    for here in range(len(x) + 1):
        held = first if here == len(x) else _narrowed(x, y, first, here, across_m)
        if (held != first or here == len(x)) and at_ms[here - 1] - at_ms[first] >= stay_ms:
            runs.append((first, here - 1))
            held = here
        first = held
    return runs


def _narrowed(x: Floats, y: Floats, first: int, here: int, across_m: float) -> int:
    """Where a run that ends here may begin, not before ``first``: behind the last fix that is too far away."""
    xs, ys = x[first:here], y[first:here]
    if not len(xs):
        return first
    west, east = min(xs.min(), x[here]), max(xs.max(), x[here])
    south, north = min(ys.min(), y[here]), max(ys.max(), y[here])
    if hypot(east - west, north - south) <= across_m:
        return first
    far = np.flatnonzero(np.hypot(xs - x[here], ys - y[here]) > across_m)
    return first + int(far[-1]) + 1 if len(far) else first
