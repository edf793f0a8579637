"""Which duty zone each fix lies in."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from backend.core.db import Conn
from backend.patrols.tracks.columns import Columns
from backend.patrols.tracks.wire import SentBatch
from backend.zones.assigning import Assigner
from backend.zones.structs import AreaKind
from geo import pack
from geo.fixes import runs_of_each

_AHEAD_MS = 8 * 3_600_000
"""Shanghai is ahead of UTC by eight hours, without exception since 1991; no fix is older than 2000."""


async def runs(assigner: Assigner, conn: Conn, batches: Sequence[SentBatch]) -> list[list[int]]:
    """Zone runs per batch: number, count, number, count... The zones are those of each fix's own day, however late it
    arrives and whatever midnight its batch spans."""
    fixes, at_ms, counts, _ = Columns.of(batches)
    lon, lat = fixes["lon"] / pack.DEGREE, fixes["lat"] / pack.DEGREE
    numbers = await assigner.numbers(conn, AreaKind.DUTY_ZONE, lon, lat, days_of(at_ms))
    return runs_of_each(numbers, counts.tolist())


def days_of(at_ms: NDArray[np.int64]) -> NDArray[np.datetime64]:
    """The calendar day in Shanghai of each moment, epoch milliseconds."""
    return ((at_ms + _AHEAD_MS) // 86_400_000).astype("datetime64[D]")
