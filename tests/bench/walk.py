"""The fixes that the simulated phones send: the same for the sender and for whoever checks what was stored."""

import time
from datetime import timedelta
from functools import cache

import numpy as np
from numpy.typing import NDArray

from geo import pack
from geo.pack import Header

POINTS = 100
STARTED_AGO = timedelta(hours=20)


_STEPS = 64


@cache
def _steps(number: int) -> NDArray[np.int32]:
    """One of a few ways of a hundred fixes, one every 20 ms, beginning at 0, 0: a row each, of the record's five words
    (longitude is the second, latitude the third)."""
    rng = np.random.default_rng(number)
    drawn = pack.write(
        np.arange(POINTS) * 20,
        np.cumsum(rng.integers(-90, 91, POINTS)),
        np.cumsum(rng.integers(-90, 91, POINTS)),
        rng.integers(30, 200, POINTS),
        rng.integers(0, 300, POINTS),
        rng.integers(0, 3600, POINTS),
        np.full(POINTS, 80 << 8),
    )
    return np.frombuffer(drawn, "<i4").reshape(POINTS, -1)


def records(phone: int, first_seq: int) -> bytes:
    """A hundred fixes of one phone, wandering through a county of one degree by one."""
    east = round((120.0 + (phone * 0.37 + first_seq * 1e-6) % 1) * pack.DEGREE)
    north = round((29.2 + (phone * 0.61 + first_seq * 1e-6) % 1) * pack.DEGREE)
    steps = _steps((phone * 31 + first_seq // POINTS * 7) % _STEPS)
    return (steps + np.array((0, east, north, 0, 0), np.int32)).tobytes()


def batch(phone: int, first_seq: int, started_ms: int) -> bytes:
    sent_ms = int(time.time() * 1000)
    return pack.pack(Header(first_seq, started_ms + first_seq * 20, sent_ms), records(phone, first_seq))
