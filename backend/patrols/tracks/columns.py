"""The fixes of a whole group of batches as columns: what is asked of each is reckoned for all of them at once."""

from collections.abc import Sequence
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from backend.patrols.tracks.wire import SentBatch
from geo import pack

Longs = NDArray[np.int64]


class Columns(NamedTuple):
    """One batch behind the other. ``at_ms``: epoch milliseconds of each fix; ``counts`` and ``starts``: how many fixes
    each batch has, and where they begin."""

    fixes: pack.Records
    at_ms: Longs
    counts: Longs
    starts: Longs

    @classmethod
    def of(cls, batches: Sequence[SentBatch]) -> Self:
        """``batches``: not none of them."""
        counts = np.array([b.count for b in batches])
        # Bytes are put together fifty times as fast as arrays of records are.
        fixes = pack.read(b"".join([b.records for b in batches]))
        at_ms = np.repeat(np.array([b.header.t0_ms for b in batches]), counts) + fixes["dt"]
        return cls(fixes, at_ms, counts, np.cumsum(counts) - counts)
