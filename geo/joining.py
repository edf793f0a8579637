"""Batches of one patrol put together, and taken apart again to the bit.

A batch costs its row, its header and its page whatever it holds; a patrol that has ended is better kept in few large
ones. Joined records are records as in ``geo.pack``, so that whoever reads a track need not know; beside them lie the
pieces: where each batch began and when it was sent and came, so that it can be told, byte for byte, what was received.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

import numpy as np

from geo import pack

PIECE = np.dtype([("first_seq", "<u4"), ("count", "<u4"), ("t0", "<i8"), ("sent_at", "<i8"), ("received_at", "<i8")])
_LONGEST_MS = 2**32
"""What the ``dt`` of a record can say."""


class Part(NamedTuple):
    """A batch as it came: ``t0_ms`` and ``sent_at_ms`` by the phone, ``received_at_us``, microseconds, by ours."""

    first_seq: int
    t0_ms: int
    sent_at_ms: int
    received_at_us: int
    records: bytes

    @property
    def size(self) -> int:
        return len(self.records) // pack.RECORD.itemsize

    @property
    def end_seq(self) -> int:
        return self.first_seq + self.size


class Joined(NamedTuple):
    """``records`` count from ``t0_ms``; ``pieces`` is an array of ``PIECE``."""

    first_seq: int
    t0_ms: int
    records: bytes
    pieces: bytes


def groups(parts: Sequence[Part], most: int = pack.MAX_POINTS) -> Iterator[list[Part]]:
    """Parts in order, cut where numbers are missing and before more than ``most`` fixes come together."""
    ordered = sorted(parts)
    number, held, end, first_ms = 0, 0, None, 0
    numbers = []
    for part in ordered:
        if part.first_seq != end or held + part.size > most or not 0 <= part.t0_ms - first_ms < _LONGEST_MS // 2:
            number, held, first_ms = number + 1, 0, part.t0_ms
        held, end = held + part.size, part.end_seq
        numbers.append(number)
    for _, group in groupby(zip(numbers, ordered, strict=True), key=lambda pair: pair[0]):
        yield [part for _, part in group]


def join(parts: Sequence[Part]) -> Joined:
    """One of the groups of ``groups``.

    Raises:
        OverflowError: the fixes lie further apart than a record can say.
    """
    t0 = min(part.t0_ms for part in parts)
    records = np.concatenate([pack.read(part.records) for part in parts])
    at = np.concatenate([pack.read(p.records)["dt"].astype(np.int64) + (p.t0_ms - t0) for p in parts])
    if at.max() >= _LONGEST_MS:
        raise OverflowError("the fixes lie further apart than a record can say")
    records["dt"] = at
    rows = [(p.first_seq, p.size, p.t0_ms, p.sent_at_ms, p.received_at_us) for p in parts]
    return Joined(parts[0].first_seq, t0, records.tobytes(), np.array(rows, PIECE).tobytes())


def apart(joined: Joined) -> list[Part]:
    """Undo ``join``."""
    pieces = np.frombuffer(joined.pieces, PIECE)
    cut = np.split(pack.read(joined.records), np.cumsum(pieces["count"])[:-1])
    return [_part(joined.t0_ms, piece, records) for piece, records in zip(pieces, cut, strict=True)]


def _part(joined_t0: int, piece: np.void, records: pack.Records) -> Part:
    first_seq, _, t0, sent_at, received_at = piece.item()
    own = records.copy()
    own["dt"] = records["dt"].astype(np.int64) + (joined_t0 - t0)
    return Part(first_seq, t0, sent_at, received_at, own.tobytes())
