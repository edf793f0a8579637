"""The fixes of batches held against their bounds, a whole group in one go: nearly all of them are right."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend.core.errors import FieldError, Invalid
from backend.patrols.tracks.columns import Columns, Longs
from backend.patrols.tracks.wire import Extent, SentBatch
from geo import pack

FUTURE_MS = timedelta(minutes=5) // timedelta(milliseconds=1)
_EAST, _NORTH = 180 * pack.DEGREE, 90 * pack.DEGREE

_SAID = {
    "heading": ("方向须在 0 至 360 度之间", "a heading is between 0 and 360 degrees"),
    "battery": ("电量须在 0 至 100 之间", "a battery is between 0 and 100 per cent"),
    "lon": ("经度须在 -180 至 180 度之间", "a longitude is between -180 and 180 degrees"),
    "lat": ("纬度须在 -90 至 90 度之间", "a latitude is between -90 and 90 degrees"),
    "future": ("时间在未来", "lies in the future"),
    "before_start": ("早于巡查开始", "before the patrol began"),
    "after_end": ("晚于巡查结束", "after the patrol ended"),
    "paused": ("在巡查暂停期间", "while the patrol was paused"),
}


def look_over(batches: Sequence[SentBatch]) -> list[Invalid | None]:
    """What is wrong with the fixes of each batch, if anything; each batch knows its extent afterwards."""
    columns = Columns.of(batches)
    extents = _extents(columns)
    for batch, extent in zip(batches, extents.T.tolist(), strict=True):
        batch.measured(Extent._make(extent))
    odd = np.logical_or.reduceat(np.logical_or(*_odd(columns.fixes)), columns.starts)
    suspect = odd | _beyond(extents) | (extents[-1] > np.array([_latest(b) for b in batches]))
    found: list[Invalid | None] = [None] * len(batches)
    for i in np.flatnonzero(suspect).tolist():
        found[i] = _wrong(batches[i])
    return found


def _extents(columns: Columns) -> Longs:
    """One row for each field of an ``Extent``, one column for each batch."""
    every = (columns.fixes["lon"], columns.fixes["lat"], columns.at_ms)
    rows = [each.reduceat(column, columns.starts) for column in every for each in (np.minimum, np.maximum)]
    return np.array(rows, np.int64)


def _beyond(extents: Longs) -> NDArray[np.bool_]:
    west, east, south, north, *_ = extents
    outside: NDArray[np.bool_] = (west < -_EAST) | (east > _EAST) | (south < -_NORTH) | (north > _NORTH)
    return outside


def _odd(fixes: pack.Records) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    heading, battery = fixes["heading"], fixes["flags"] >> pack.BATTERY_SHIFT
    return (
        (heading > 3600) & (heading != pack.UNKNOWN),
        (battery > 100) & (battery != pack.BATTERY_UNKNOWN),
    )


def _latest(sent: SentBatch) -> int:
    """A phone whose clock is wrong is held to its own clock; the error is recorded as skew."""
    return max(sent.header.sent_at_ms, sent.received_ms) + FUTURE_MS


def _wrong(sent: SentBatch) -> Invalid | None:
    heading, battery = _odd(sent.fixes)
    lon, lat = sent.fixes["lon"], sent.fixes["lat"]
    return problem(
        {
            "heading": heading,
            "battery": battery,
            "lon": (lon < -_EAST) | (lon > _EAST),
            "lat": (lat < -_NORTH) | (lat > _NORTH),
            "future": sent.at_ms > _latest(sent),
        }
    )


def problem(wrong: dict[str, NDArray[Any]]) -> Invalid | None:
    """One error per run of neighbouring fixes that are wrong for the same reason, named as ``points[3..17]``."""
    runs = [(f"points[{a}..{b}]", why) for why, which in wrong.items() for a, b in _runs(which)]
    errors = [FieldError(field, why, *_SAID[why]) for field, why in runs]
    return Invalid("部分轨迹点不能接受。", "Some fixes cannot be accepted.", tuple(errors[:100])) if errors else None


def _runs(which: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """First and last index of every run of True."""
    if not which.any():
        return []
    edges = np.flatnonzero(np.diff(which, prepend=False, append=False))
    return [(int(a), int(b) - 1) for a, b in edges.reshape(-1, 2)]
