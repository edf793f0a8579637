"""The fixes that the simulated phones send: the same for the sender and for whoever checks what was stored."""

import time
from datetime import timedelta
from functools import cache

import numpy as np

from geo import pack
from geo.pack import Header, Records

POINTS = 100
STARTED_AGO = timedelta(hours=20)


_STEPS = 64


@cache
def _steps(number: int) -> Records:
    """One of a few ways of a hundred fixes, one every 20 ms, beginning at 0, 0."""
    rng = np.random.default_rng(number)
    return pack.read(
        pack.write(
            np.arange(POINTS) * 20,
            np.cumsum(rng.integers(-90, 91, POINTS)),
            np.cumsum(rng.integers(-90, 91, POINTS)),
            rng.integers(30, 200, POINTS),
            rng.integers(0, 300, POINTS),
            rng.integers(0, 3600, POINTS),
            np.full(POINTS, 80 << 8),
        )
    )


def records(phone: int, first_seq: int) -> bytes:
    """A hundred fixes of one phone, wandering through a county of one degree by one."""
    drawn = _steps((phone * 31 + first_seq // POINTS * 7) % _STEPS).copy()
    drawn["lon"] += round((120.0 + (phone * 0.37 + first_seq * 1e-6) % 1) * pack.DEGREE)
    drawn["lat"] += round((29.2 + (phone * 0.61 + first_seq * 1e-6) % 1) * pack.DEGREE)
    return drawn.tobytes()


def batch(phone: int, first_seq: int, started_ms: int) -> bytes:
    sent_ms = int(time.time() * 1000)
    return pack.pack(Header(first_seq, started_ms + first_seq * 20, sent_ms), records(phone, first_seq))
