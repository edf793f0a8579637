"""The ways of many patrols as shapes, for maps and files: MULTILINESTRING, drawn to within about a metre."""

import asyncio
from collections.abc import Sequence
from uuid import UUID

import shapely

from backend.core.db import Conn
from backend.patrols import queries as patrol_queries
from backend.patrols.tracks.derived import queries
from backend.patrols.tracks.service import laid_out
from geo import tracks
from geo.tracks import Laid

WITHIN_DEG = 1e-5
"""1.11 m to the north, less to the east."""
_WITHIN_M = 1.0


async def shapes(conn: Conn, patrol_ids: Sequence[UUID]) -> dict[UUID, bytes]:
    """Well-known binary by patrol; one that was nowhere has none. Of an ended patrol it is the path that is kept for
    drawing, of one under way what has arrived so far."""
    found = {row.patrol_id: row.wkb for row in await queries.drawn_paths(conn, list(patrol_ids), WITHIN_DEG)}
    for stale in await queries.without_path(conn, list(patrol_ids)):
        _, laid, _ = await laid_out(conn, await patrol_queries.by_id(conn, stale.id))
        if (wkb := await asyncio.to_thread(_drawn, laid)) is not None:
            found[stale.id] = wkb
    return found


def _drawn(laid: Laid) -> bytes | None:
    kept, lines = laid.kept, []
    for a, b in laid.parts:
        if b - a > 1:
            lon, lat = kept.lon[a:b], kept.lat[a:b]
            few = tracks.simplify(lon, lat, _WITHIN_M)
            lines.append(shapely.linestrings(lon[few], lat[few]))
    return bytes(shapely.to_wkb(shapely.multilinestrings(lines))) if lines else None
