"""A patrol's fixes as columns, however many batches they came in."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from itertools import pairwise
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from geo import pack

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


COMPANION_SEQ = 1_000_000
"""From this number on a patrol's fixes came from a companion: another app that goes on when ours may not. The phone's
own numbers stay below. A companion's are in order of arrival."""


class Batch(NamedTuple):
    """One stored batch: ``records`` as in ``geo.pack``, ``zone_runs`` as number, count, number, count..."""

    first_seq: int
    t0_ms: int
    records: bytes
    zone_runs: Sequence[int]


@dataclass(frozen=True, eq=False)
class Fixes:
    """Columns of equal length, in order of recording; a companion's fixes stand where their time puts them.

    ``at_ms`` epoch milliseconds by the phone; degrees CGCS2000/WGS-84; ``accuracy_m`` NaN when unknown;
    ``flags`` as in ``geo.pack``; ``zone`` the number of the duty zone, 0 outside every one.
    """

    seq: Ints
    at_ms: Ints
    lon: Floats
    lat: Floats
    accuracy_m: Floats
    flags: Ints
    zone: Ints

    def __len__(self) -> int:
        return len(self.seq)

    def take(self, which: NDArray[np.bool_] | Ints) -> Self:
        return type(self)(*(getattr(self, f.name)[which] for f in fields(self)))

    @property
    def mock(self) -> NDArray[np.bool_]:
        mock: NDArray[np.bool_] = (self.flags & pack.MOCK_BIT) != 0
        return mock

    @property
    def companion(self) -> NDArray[np.bool_]:
        beside: NDArray[np.bool_] = self.seq >= COMPANION_SEQ
        return beside

    @property
    def gap_code(self) -> Ints:
        """Why there are no fixes before this one, 0 when there are."""
        return self.flags & pack.GAP_BITS


def of(batches: Sequence[Batch]) -> Fixes:
    """Put batches together, whatever order they arrived in."""
    ordered = sorted(batches)
    parts = [pack.read(b.records) for b in ordered]
    records = np.concatenate(parts) if parts else np.empty(0, pack.RECORD)
    starts = np.repeat([b.t0_ms for b in ordered], [len(p) for p in parts]) if parts else np.empty(0)
    seqs = [np.arange(b.first_seq, b.first_seq + len(p)) for b, p in zip(ordered, parts, strict=True)]
    runs = np.array([n for b in ordered for n in b.zone_runs], np.int64).reshape(-1, 2)
    accuracy = records["accuracy"].astype(np.float64)
    every = Fixes(
        seq=np.concatenate(seqs) if seqs else np.empty(0, np.int64),
        at_ms=starts.astype(np.int64) + records["dt"].astype(np.int64),
        lon=records["lon"] / pack.DEGREE,
        lat=records["lat"] / pack.DEGREE,
        accuracy_m=np.where(accuracy == pack.UNKNOWN, np.nan, accuracy / 10),
        flags=records["flags"].astype(np.int64),
        zone=np.repeat(runs[:, 0], runs[:, 1]),
    )
    return every.take(_merged(every)) if every.companion.any() else every


def _merged(fixes: Fixes) -> Ints:
    """The phone's own in their order, whatever its clock did, and each companion's fix behind the last of them that
    is not later."""
    own, beside = np.flatnonzero(~fixes.companion), np.flatnonzero(fixes.companion)
    beside = beside[np.argsort(fixes.at_ms[beside], kind="stable")]
    latest = np.maximum.accumulate(fixes.at_ms[own])
    merged: Ints = np.insert(own, np.searchsorted(latest, fixes.at_ms[beside], side="right"), beside)
    return merged


def runs_of(zones: NDArray[np.int32] | Ints) -> list[int]:
    """Run-length encoding: number, count, number, count..."""
    return runs_of_each(zones, [len(zones)])[0]


def runs_of_each(zones: NDArray[np.int32] | Ints, counts: Sequence[int]) -> list[list[int]]:
    """The same for each of several pieces, none of them empty, that lie one behind the other.

    ``counts``: their lengths.
    """
    ends = np.cumsum(counts)
    begins = ends - counts
    breaks = np.concatenate(([True], zones[1:] != zones[:-1]))
    breaks[begins] = True
    starts = np.flatnonzero(breaks)
    pairs: list[int] = np.column_stack((zones[starts], np.diff(starts, append=len(zones)))).ravel().tolist()
    cuts = [*(np.searchsorted(starts, begins) * 2).tolist(), len(pairs)]
    return [pairs[a:b] for a, b in pairwise(cuts)]
