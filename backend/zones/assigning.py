"""Which areas hold a place on a day: the one way for fixes, leads, alarms and everybody who asks.

One look-up per kind and set of versions in force, kept in the process. The tie rule is that of ``geo/lookup.py``: a
place on a border belongs to the area with the lowest code.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Iterable
from datetime import date
from typing import cast

import numpy as np
import shapely
from litestar.datastructures import State
from numpy.typing import NDArray

from backend.core.db import Conn
from backend.zones import queries
from backend.zones.job import Numbered
from backend.zones.structs import AreaKind, AreaRef, AreaVersion
from geo.lookup import Area, Lookup

Floats = NDArray[np.float64]
Days = NDArray[np.datetime64]
"""Calendar days in Shanghai (``datetime64[D]``)."""
_KEPT = 24
"""Look-ups in memory, a few megabytes each; one serves every date between two changes of its kind."""


class Assigner:
    """Builds look-ups in a thread (a second for thousands of areas). A change of areas in the database is noticed by
    its version, at once and in every process."""

    def __init__(self) -> None:
        self._version = -1
        self._areas: list[AreaVersion] = []
        self._lookups: OrderedDict[tuple[int, ...], Lookup] = OrderedDict()
        self._turn = asyncio.Lock()

    async def numbers(self, conn: Conn, kind: AreaKind, lon: Floats, lat: Floats, days: Days) -> NDArray[np.int32]:
        """The number of the area of a kind that holds each place on its day, 0 where there is none."""
        found = np.zeros(len(lon), np.int32)
        for day in np.unique(days):
            then = days == day
            lookup = await self._lookup(conn, kind, day.item())
            found[then] = lookup.numbers_at(lon[then], lat[then])
        return found

    async def at(
        self, conn: Conn, lon: float, lat: float, on: date, kinds: Iterable[AreaKind] = AreaKind
    ) -> list[AreaRef]:
        """The areas that hold one place on a day, one of each kind at most, in order of kind."""
        place, day = (np.array([lon]), np.array([lat])), np.array([on], "datetime64[D]")
        numbers = {int((await self.numbers(conn, kind, *place, day))[0]) for kind in sorted(kinds)}
        refs = [a.ref for a in self._areas if a.number in numbers]
        return sorted(refs, key=lambda r: r.kind)

    async def _lookup(self, conn: Conn, kind: AreaKind, day: date) -> Lookup:
        async with self._turn:
            await self._refresh(conn)
            in_force = tuple(a.number for a in self._areas if a.kind is kind and a.in_force(day))
            found = self._lookups.get(in_force)
            if found is None:
                shapes = await queries.shapes(conn, list(in_force))
                found = self._lookups[in_force] = await asyncio.to_thread(_build, shapes)
            self._lookups.move_to_end(in_force)
            while len(self._lookups) > _KEPT:
                self._lookups.popitem(last=False)
            return found

    async def _refresh(self, conn: Conn) -> None:
        version = await queries.version(conn)
        if version != self._version:
            self._areas = await queries.every_version(conn)
            self._lookups.clear()
            self._version = version


def _build(shapes: list[Numbered]) -> Lookup:
    areas = [Area(s.number, s.code, shapely.from_wkb(s.wkb)) for s in shapes]
    return Lookup([a for a in areas if not a.shape.is_empty])


def of(state: State) -> Assigner:
    """The process's own, made on first use."""
    if "assigner" not in state:
        state.assigner = Assigner()
    return cast(Assigner, state.assigner)
