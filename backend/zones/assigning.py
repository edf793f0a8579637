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
_KEPT_DAYS = 100
_KEPT = 24
"""Look-ups in memory, a few megabytes each; one serves every date between two changes of its kind."""


class _Known:
    """All areas at one version of them."""

    def __init__(self, version: int, areas: list[AreaVersion]) -> None:
        self.version = version
        self.areas = areas
        self._in_force: dict[tuple[AreaKind, date], tuple[int, ...]] = {}

    def in_force(self, kind: AreaKind, day: date) -> tuple[int, ...]:
        """Numbers of the areas of a kind on a day; kept, for they are asked for with every group of batches."""
        found = self._in_force.get((kind, day))
        if found is None:
            if len(self._in_force) >= _KEPT_DAYS:
                self._in_force.clear()
            found = tuple(a.number for a in self.areas if a.kind is kind and a.in_force(day))
            self._in_force[kind, day] = found
        return found


class Assigner:
    """Builds look-ups in threads (a second for thousands of areas), each once, however many ask for it meanwhile. A
    change of areas in the database is noticed by its version, at once and in every process."""

    def __init__(self) -> None:
        self._known = _Known(-1, [])
        self._lookups: OrderedDict[tuple[int, ...], asyncio.Task[Lookup]] = OrderedDict()
        self._turn = asyncio.Lock()

    async def numbers(self, conn: Conn, kind: AreaKind, lon: Floats, lat: Floats, days: Days) -> NDArray[np.int32]:
        """The number of the area of a kind that holds each place on its day, 0 where there is none."""
        return await self._numbers(conn, await self._now(conn), kind, lon, lat, days)

    async def at(
        self, conn: Conn, lon: float, lat: float, on: date, kinds: Iterable[AreaKind] = AreaKind
    ) -> list[AreaRef]:
        """The areas that hold one place on a day, one of each kind at most, in order of kind."""
        known = await self._now(conn)
        place = np.array([lon]), np.array([lat]), np.array([on], "datetime64[D]")
        numbers = {int((await self._numbers(conn, known, kind, *place))[0]) for kind in kinds}
        return sorted((a.ref for a in known.areas if a.number in numbers), key=lambda r: r.kind)

    async def _numbers(
        self, conn: Conn, known: _Known, kind: AreaKind, lon: Floats, lat: Floats, days: Days
    ) -> NDArray[np.int32]:
        found = np.zeros(len(lon), np.int32)
        for day in np.unique(days):
            then = days == day
            lookup = await self._lookup(conn, known.in_force(kind, day.item()))
            found[then] = lookup.numbers_at(lon[then], lat[then])
        return found

    async def _lookup(self, conn: Conn, in_force: tuple[int, ...]) -> Lookup:
        async with self._turn:
            building = self._lookups.get(in_force)
            if building is None:
                shapes = await queries.shapes(conn, list(in_force))
                building = asyncio.create_task(asyncio.to_thread(_build, shapes))
                self._lookups[in_force] = building
            self._lookups.move_to_end(in_force)
            while len(self._lookups) > _KEPT:
                self._lookups.popitem(last=False)
        try:
            # Who asked first may go; those who wait for the same look-up still get it.
            return await asyncio.shield(building)
        except Exception:
            self._lookups.pop(in_force, None)
            raise

    async def _now(self, conn: Conn) -> _Known:
        """All areas as this transaction sees them."""
        async with self._turn:
            version = await queries.version(conn)
            if version != self._known.version:
                self._known = _Known(version, await queries.every_version(conn))
                self._lookups.clear()
            return self._known


def _build(shapes: list[Numbered]) -> Lookup:
    areas = [Area(s.number, s.code, shapely.from_wkb(s.wkb)) for s in shapes]
    return Lookup([a for a in areas if not a.shape.is_empty])


def of(state: State) -> Assigner:
    """The process's own, made on first use."""
    if "assigner" not in state:
        state.assigner = Assigner()
    return cast(Assigner, state.assigner)
