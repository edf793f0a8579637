"""Display paths of ended patrols (LINESTRING M, M in epoch seconds) and visits of zones, derived beside the requests.

A path is stale when its patrol's course or points have changed since; the batches stay the truth.
"""

import asyncio
from collections.abc import Sequence
from datetime import datetime

from backend.core.db import SYSTEM, Database
from backend.patrols import queries as patrol_queries
from backend.patrols import rules
from backend.patrols.tracks import queries
from backend.patrols.tracks.service import lay_out
from backend.patrols.tracks.structs import BatchRow
from backend.patrols.tracks.wire import moment
from geo.cleaning import Duty
from geo.pack import line_m_wkb


async def refresh(database: Database) -> int:
    """Derive every stale path, one transaction each; the answer is how many there were."""
    derived = 0
    while await _refresh_one(database):
        derived += 1
    return derived


async def _refresh_one(database: Database) -> bool:
    async with database.transaction(SYSTEM) as conn:
        stale = await queries.stale_path(conn)
        if stale is None:
            return False
        rows = await queries.batches(conn, stale.id)
        duty = rules.duty(stale.started_at, await patrol_queries.events(conn, stale.id))
        parts, zones = await asyncio.to_thread(_derived, rows, duty)
        await queries.save_path(conn, stale.id, stale.point_count, parts)
        await queries.save_visits(conn, zones)
        return True


def _derived(rows: Sequence[BatchRow], duty: Duty) -> tuple[list[bytes], dict[int, datetime]]:
    """The lines, and when each zone was last visited. A part of a single fix is no line and is left out; the track
    itself shows it."""
    _, laid = lay_out(rows, duty)
    kept = laid.kept
    lines = [line_m_wkb(kept.lon[a:b], kept.lat[a:b], kept.at_ms[a:b] / 1000) for a, b in laid.parts if b - a > 1]
    return lines, {int(z): moment(int(kept.at_ms[kept.zone == z].max())) for z in set(kept.zone.tolist()) - {0}}
