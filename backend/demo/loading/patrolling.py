"""Play the day's patrols into the patrols room, the way phones would have sent them."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from backend.auth.caller import Caller
from backend.core.db import Conn
from backend.core.errors import Problem
from backend.core.ids import uuid7
from backend.demo.day import Walk
from backend.demo.loading import queries
from backend.demo.walks import Fixes
from backend.patrols import service
from backend.patrols.rules import millis
from backend.patrols.structs import EventKind, NewEvent, NewPatrol
from backend.patrols.tracks import wire
from backend.patrols.tracks.store import store
from backend.patrols.tracks.wire import SentBatch
from backend.zones.assigning import Assigner
from geo import pack
from geo.pack import Header


async def patrol(
    conn: Conn, assigner: Assigner, walks: list[Walk], callers: Mapping[str, Caller], now: datetime
) -> list[UUID]:
    """Store every walk as a patrol; their ids in order.

    Raises:
        Problem: the patrols room refuses something, which is a mistake of the demonstration.
    """
    zones = await queries.duty_zones(conn)
    ids = []
    for walk in walks:
        caller, patrol_id, started = callers[walk.person], uuid7(), moment(now, walk.begins)
        new = NewPatrol(squad=walk.squad, duty_zone_id=zones[walk.zone_code], vehicle=walk.vehicle, started_at=started)
        await service.start(conn, caller, patrol_id, new, now)
        for event in _events(walk, started):
            await service.add_event(conn, caller, patrol_id, uuid7(), event, now)
        for outcome in await store(conn, assigner, list(_batches(walk, patrol_id, caller.id, started, now))):
            if isinstance(outcome, Problem):
                raise outcome
        ids.append(patrol_id)
    await queries.set_patrols_back(conn, ids)
    return ids


def moment(now: datetime, seconds: float) -> datetime:
    """A moment relative to the loading, in whole milliseconds as phones have them."""
    return now + timedelta(milliseconds=round(seconds * 1000))


def _events(walk: Walk, started: datetime) -> Iterator[NewEvent]:
    for pause in walk.pauses:
        yield NewEvent(kind=EventKind.PAUSE, at=moment(started, pause.start), reason=pause.reason)
        if pause.end is not None:
            yield NewEvent(kind=EventKind.RESUME, at=moment(started, pause.end))
    if not walk.running:
        yield NewEvent(kind=EventKind.END, at=moment(started, walk.seconds))


def _batches(walk: Walk, patrol_id: UUID, person_id: UUID, started: datetime, now: datetime) -> Iterator[SentBatch]:
    """The fixes as bytes, read in through the same door as a phone's."""
    records = packed(walk.fixes)
    size = pack.MAX_POINTS * pack.RECORD.itemsize
    for first in range(0, len(records), size):
        header = Header(first // pack.RECORD.itemsize, millis(started), millis(now))
        body = pack.pack(header, records[first : first + size])
        yield wire.read(patrol_id, person_id, wire.MEDIA_TYPE, "", body, now)


def packed(fixes: Fixes) -> bytes:
    """Fixes in the record's units: milliseconds, 1e-7 degrees, decimetres, cm/s, tenths of a degree, flags."""
    return pack.write(
        _whole(fixes.at * 1000),
        _whole(fixes.lon * pack.DEGREE),
        _whole(fixes.lat * pack.DEGREE),
        _whole(fixes.accuracy_m * 10),
        _whole(fixes.speed_ms * 100),
        np.where(np.isnan(fixes.heading_deg), pack.UNKNOWN, _whole(np.nan_to_num(fixes.heading_deg) * 10) % 3600),
        _whole(fixes.reason) | _whole(fixes.battery) << pack.BATTERY_SHIFT,
    )


def _whole(values: NDArray[np.float64]) -> NDArray[np.int64]:
    return np.rint(values).astype(np.int64)
