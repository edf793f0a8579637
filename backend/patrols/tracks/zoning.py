"""Which duty zone each fix lies in: one look-up per set of zones in force, kept in the process."""

import asyncio
from collections import OrderedDict
from collections.abc import Sequence
from datetime import date
from itertools import groupby
from zoneinfo import ZoneInfo

import numpy as np
import shapely

from backend.core.db import Conn
from backend.patrols.tracks import queries
from backend.patrols.tracks.structs import ZoneShape, ZoneSpan
from backend.patrols.tracks.wire import SentBatch, moment
from geo import pack
from geo.fixes import runs_of
from geo.lookup import Area, Lookup

SHANGHAI = ZoneInfo("Asia/Shanghai")
_KEPT = 8
"""Look-ups in memory; one serves every date between two changes of zones."""


class Zoning:
    """Built in a thread (seconds for thousands of zones); a change of areas in the database makes a new one."""

    def __init__(self) -> None:
        self._version = -1
        self._spans: list[ZoneSpan] = []
        self._lookups: OrderedDict[tuple[int, ...], Lookup] = OrderedDict()

    async def runs(self, conn: Conn, batches: Sequence[SentBatch]) -> list[list[int]]:
        """Zone runs per batch: number, count, number, count... The zones are those of the batch's first day."""
        await self._refresh(conn)
        runs: dict[int, list[int]] = {}
        days = [moment(b.header.t0_ms).astimezone(SHANGHAI).date() for b in batches]
        order = sorted(range(len(batches)), key=days.__getitem__)
        for day, group in groupby(order, key=days.__getitem__):
            indexes = list(group)
            lookup = await self._lookup(conn, day)
            found = _numbers(lookup, [batches[i] for i in indexes])
            runs.update((i, runs_of(part)) for i, part in zip(indexes, found, strict=True))
        return [runs[i] for i in range(len(batches))]

    async def _refresh(self, conn: Conn) -> None:
        version = (await queries.areas_version(conn)).version
        if version != self._version:
            self._spans = await queries.zone_spans(conn)
            self._lookups.clear()
            self._version = version

    async def _lookup(self, conn: Conn, day: date) -> Lookup:
        in_force = tuple(
            s.number for s in self._spans if s.valid_from <= day and (s.valid_to is None or day < s.valid_to)
        )
        found = self._lookups.get(in_force)
        if found is None:
            found = await asyncio.to_thread(_build, await queries.zone_shapes(conn, list(in_force)))
            self._lookups[in_force] = found
        self._lookups.move_to_end(in_force)
        while len(self._lookups) > _KEPT:
            self._lookups.popitem(last=False)
        return found


def _build(shapes: list[ZoneShape]) -> Lookup:
    areas = [Area(s.number, s.code, shapely.from_wkb(s.wkb)) for s in shapes]
    return Lookup([a for a in areas if not a.shape.is_empty])


def _numbers(lookup: Lookup, batches: list[SentBatch]) -> list[np.ndarray[tuple[int], np.dtype[np.int32]]]:
    """One look-up for all batches together."""
    lon = np.concatenate([b.fixes["lon"] for b in batches]) / pack.DEGREE
    lat = np.concatenate([b.fixes["lat"] for b in batches]) / pack.DEGREE
    ends = np.cumsum([len(b.fixes) for b in batches])
    return np.split(lookup.numbers_at(lon, lat), ends[:-1])
