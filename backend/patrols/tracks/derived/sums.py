"""What of a track outlasts it: length, time, where, how much was left out. No place of anybody."""

import asyncio
from collections.abc import Sequence
from uuid import UUID

from backend.core.db import SYSTEM, Conn, Database
from backend.patrols import queries as patrol_queries
from backend.patrols.structs import DroppedCount
from backend.patrols.tracks.derived import queries
from backend.patrols.tracks.derived.structs import KeptShare
from backend.patrols.tracks.service import counts, laid_out
from geo import tracks
from geo.fixes import Fixes
from geo.tracks import Laid


async def keep(conn: Conn, patrol_id: UUID, point_count: int, every: Fixes, laid: Laid) -> None:
    """Of a track that is there whole; of one that is not, what was kept while it was stays."""
    if not point_count or len(every) != point_count:
        return
    summary = await asyncio.to_thread(tracks.summarise, laid)
    zones = [KeptShare(number=s.zone, seconds=s.seconds, metres=s.metres) for s in summary.shares]
    dropped: list[DroppedCount] = counts(laid)
    await queries.save_sums(conn, patrol_id, point_count, summary.distance_m, summary.moving_s, zones, dropped)


async def complete(database: Database, patrol_ids: Sequence[UUID]) -> None:
    """Sum up patrols whose track has changed since, or that never ended; one transaction each."""
    for patrol_id in patrol_ids:
        async with database.transaction(SYSTEM) as conn:
            patrol = await patrol_queries.by_id_for_update(conn, patrol_id)
            every, laid, _ = await laid_out(conn, patrol)
            await keep(conn, patrol_id, patrol.point_count, every, laid)
