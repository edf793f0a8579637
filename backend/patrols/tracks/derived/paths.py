"""Display paths of ended patrols (LINESTRING M, M in epoch seconds), visits of zones and sums, derived beside the
requests.

A path is stale when its patrol's course or points have changed since; the batches stay the truth.
"""

import asyncio
from datetime import datetime

from backend.core.db import SYSTEM, Database
from backend.patrols import queries as patrol_queries
from backend.patrols import rules
from backend.patrols.tracks import queries as track_queries
from backend.patrols.tracks.derived import queries, sums
from backend.patrols.tracks.service import lay_out
from backend.patrols.tracks.wire import moment
from geo.pack import line_m_wkb
from geo.tracks import Laid


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
        rows = await track_queries.batches(conn, stale.id)
        duty = rules.duty(stale.started_at, await patrol_queries.events(conn, stale.id))
        every, laid = await asyncio.to_thread(lay_out, rows, duty)
        parts, zones = await asyncio.to_thread(_derived, laid)
        await queries.save_path(conn, stale.id, stale.point_count, parts)
        await queries.save_visits(conn, zones)
        await sums.keep(conn, stale.id, stale.point_count, every, laid)
        return True


def _derived(laid: Laid) -> tuple[list[bytes], dict[int, datetime]]:
    """The lines, and when each zone was last visited. A part of a single fix is no line and is left out; the track
    itself shows it."""
    kept = laid.kept
    lines = [line_m_wkb(kept.lon[a:b], kept.lat[a:b], kept.at_ms[a:b] / 1000) for a, b in laid.parts if b - a > 1]
    return lines, {int(z): moment(int(kept.at_ms[kept.zone == z].max())) for z in set(kept.zone.tolist()) - {0}}
