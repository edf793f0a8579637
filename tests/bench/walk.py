"""The fixes that the simulated phones send: the same for the sender and for whoever checks what was stored."""

from datetime import UTC, datetime, timedelta

import numpy as np

from geo import pack
from geo.pack import Header

POINTS = 100
STARTED_AGO = timedelta(hours=20)


def records(phone: int, first_seq: int) -> bytes:
    """A hundred fixes of one phone, one every 20 ms, wandering through a county of one degree by one."""
    rng = np.random.default_rng((phone, first_seq))
    lon = 120.0 + (phone * 0.37 + first_seq * 1e-6) % 1
    lat = 29.2 + (phone * 0.61 + first_seq * 1e-6) % 1
    return pack.write(
        np.arange(POINTS) * 20,
        np.round(lon * pack.DEGREE) + np.cumsum(rng.integers(-90, 91, POINTS)),
        np.round(lat * pack.DEGREE) + np.cumsum(rng.integers(-90, 91, POINTS)),
        rng.integers(30, 200, POINTS),
        rng.integers(0, 300, POINTS),
        rng.integers(0, 3600, POINTS),
        np.full(POINTS, 80 << 8),
    )


def batch(phone: int, first_seq: int, started_ms: int) -> bytes:
    sent_ms = int(datetime.now(UTC).timestamp() * 1000)
    return pack.pack(Header(first_seq, started_ms + first_seq * 20, sent_ms), records(phone, first_seq))
