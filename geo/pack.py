"""Fixes as they travel and as they are stored: 20 bytes each, behind a header of 24 bytes, little endian.

Header: ``FXT1``, u32 sequence number of the first fix, i64 t0, i64 time of sending (both epoch milliseconds).
Record: u32 milliseconds since t0, i32 longitude and i32 latitude in 1e-7 degrees (about 1 cm), u16 accuracy in
decimetres, u16 speed in cm/s, u16 heading in 0.1 degrees (each 65535 when unknown), u16 flags:
bits 0-2 why there are no fixes before this one, bit 3 a mock position, bit 4 charging, bits 8-15 battery per cent.
"""

import struct
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

MAX_POINTS = 1000
DEGREE = 10_000_000
UNKNOWN = 65535
GAP_BITS, MOCK_BIT, CHARGING_BIT, BATTERY_SHIFT, BATTERY_UNKNOWN = 0b111, 0b1000, 0b10000, 8, 255
_MAGIC = b"FXT1"
_HEADER = struct.Struct("<4sIqq")
_RECORD = struct.Struct("<IiiHHHH")

RECORD = np.dtype(
    [
        ("dt", "<u4"), ("lon", "<i4"), ("lat", "<i4"),
        ("accuracy", "<u2"), ("speed", "<u2"), ("heading", "<u2"), ("flags", "<u2"),
    ]
)  # fmt: skip
MAX_BYTES = _HEADER.size + MAX_POINTS * RECORD.itemsize

Records = NDArray[Any]
"""Array of dtype ``RECORD``."""
Fields = tuple[int, int, int, int, int, int, int]
"""One record's, in their order."""


class Header(NamedTuple):
    first_seq: int
    t0_ms: int
    sent_at_ms: int


class NotATrack(ValueError):
    """These bytes are no batch of fixes."""


def unpack(body: bytes) -> tuple[Header, bytes]:
    """Take a batch apart into its header and its records, which stay the bytes that were sent.

    Raises:
        NotATrack: wrong magic, a length that is no whole number of records, none or more than 1,000 of them.
    """
    if len(body) < _HEADER.size or body[:4] != _MAGIC:
        raise NotATrack("does not begin with FXT1 and a whole header")
    count, rest = divmod(len(body) - _HEADER.size, RECORD.itemsize)
    if rest or not 1 <= count <= MAX_POINTS:
        raise NotATrack(f"holds {count} whole records and {rest} more bytes; 1 to {MAX_POINTS} whole ones are wanted")
    return Header(*_HEADER.unpack_from(body)[1:]), body[_HEADER.size :]


def pack(header: Header, records: bytes) -> bytes:
    return _HEADER.pack(_MAGIC, *header) + records


def count(records: bytes) -> int:
    return len(records) // RECORD.itemsize


def last(records: bytes) -> Fields:
    """The last record."""
    fields: Fields = _RECORD.unpack_from(records, len(records) - _RECORD.size)
    return fields


def read(records: bytes) -> Records:
    """The records in place, nothing copied."""
    return np.frombuffer(records, RECORD)


def lay(records: bytes) -> bytes:
    """The same bytes by place instead of by record: all first bytes, all second bytes... Nothing is lost.

    Most places hardly change from fix to fix, so that a general compression (LZ4 in PostgreSQL) finds what it can
    halve; over whole records it finds nothing. The filter is known as shuffle (HDF5, Blosc).
    """
    return np.frombuffer(records, np.uint8).reshape(-1, RECORD.itemsize).T.tobytes()


def lift(laid: bytes) -> bytes:
    """Undo ``lay``: the records as they were sent."""
    return np.frombuffer(laid, np.uint8).reshape(RECORD.itemsize, -1).T.tobytes()


def write(
    dt: ArrayLike,
    lon: ArrayLike,
    lat: ArrayLike,
    accuracy: ArrayLike = UNKNOWN,
    speed: ArrayLike = UNKNOWN,
    heading: ArrayLike = UNKNOWN,
    flags: ArrayLike = BATTERY_UNKNOWN << BATTERY_SHIFT,
) -> bytes:
    """Pack columns of integers, already in the record's units, into records.

    Raises:
        OverflowError: a value does not fit its field.
    """
    columns: Sequence[ArrayLike] = (dt, lon, lat, accuracy, speed, heading, flags)
    out = np.empty(np.size(dt), RECORD)
    for name, column in zip(RECORD.names or (), columns, strict=True):
        values, limits = np.asarray(column, np.int64), np.iinfo(RECORD[name])
        if values.size and (values.min() < limits.min or values.max() > limits.max):
            raise OverflowError(f"{name} does not fit its field")
        out[name] = values
    return out.tobytes()


def line_m_wkb(lon: NDArray[np.float64], lat: NDArray[np.float64], m: NDArray[np.float64]) -> bytes:
    """A LINESTRING M as ISO well-known binary; GEOS reads M, but shapely cannot yet write it."""
    points = np.column_stack((lon, lat, m)).astype("<f8")
    return struct.pack("<BII", 1, 2002, len(points)) + points.tobytes()
