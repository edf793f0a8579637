"""The fixes of batches held against their bounds, a whole group in one go: nearly all of them are right."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend.core.errors import FieldError, Invalid
from backend.patrols.tracks.wire import Extent, SentBatch
from geo import pack

FUTURE_MS = timedelta(minutes=5) // timedelta(milliseconds=1)
_EAST, _NORTH = 180 * pack.DEGREE, 90 * pack.DEGREE
_Longs = NDArray[np.int64]


def look_over(batches: Sequence[SentBatch]) -> list[Invalid | None]:
    """What is wrong with the fixes of each batch, if anything; each batch knows its extent afterwards."""
    counts = np.array([len(b.fixes) for b in batches])
    fixes = np.concatenate([b.fixes for b in batches])
    at_ms = np.repeat([b.header.t0_ms for b in batches], counts) + fixes["dt"]
    for batch, extent in zip(batches, _extents(fixes, at_ms, counts), strict=True):
        batch.__dict__["extent"] = extent  # where the cached property would put it
    heading, battery = _worst(fixes, counts)
    return [
        _wrong(batch)
        if heading[i] or battery[i] or _beyond(batch.extent) or batch.extent.to_ms > _latest(batch)
        else None
        for i, batch in enumerate(batches)
    ]


def _starts(counts: _Longs) -> _Longs:
    return np.cumsum(counts) - counts


def _extents(fixes: pack.Records, at_ms: _Longs, counts: _Longs) -> list[Extent]:
    starts = _starts(counts)
    columns = [
        each.reduceat(column, starts).tolist()
        for column in (fixes["lon"], fixes["lat"], at_ms)
        for each in (np.minimum, np.maximum)
    ]
    return [Extent(*row) for row in zip(*columns, strict=True)]


def _worst(fixes: pack.Records, counts: _Longs) -> tuple[list[bool], list[bool]]:
    """For each batch whether any heading, any battery is out of bounds."""
    starts = _starts(counts)
    heading, battery = (np.logical_or.reduceat(each, starts).tolist() for each in _odd(fixes))
    return heading, battery


def _odd(fixes: pack.Records) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    heading, battery = fixes["heading"], fixes["flags"] >> pack.BATTERY_SHIFT
    return (
        (heading > 3600) & (heading != pack.UNKNOWN),
        (battery > 100) & (battery != pack.BATTERY_UNKNOWN),
    )


def _beyond(extent: Extent) -> bool:
    return extent.west < -_EAST or extent.east > _EAST or extent.south < -_NORTH or extent.north > _NORTH


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
    errors = [FieldError(f"points[{a}..{b}]", why) for why, which in wrong.items() for a, b in _runs(which)]
    return Invalid("部分轨迹点不能接受。", "Some fixes cannot be accepted.", tuple(errors[:100])) if errors else None


def _runs(which: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """First and last index of every run of True."""
    if not which.any():
        return []
    edges = np.flatnonzero(np.diff(which, prepend=False, append=False))
    return [(int(a), int(b) - 1) for a, b in edges.reshape(-1, 2)]
