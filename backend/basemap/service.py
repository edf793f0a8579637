"""Taking layers of the map over, and what of a town's package is there."""

from collections.abc import Sequence
from datetime import date

from backend.basemap import queries, rules
from backend.basemap.structs import Kept, MapPackage, NewFeature
from backend.core.db import Conn
from backend.core.errors import NotFound


async def ask(conn: Conn, town_code: str, on: date) -> MapPackage:
    """Have the town's package made, unless the one that is kept is of today's data.

    Raises:
        NotFound: no such town.
    """
    await queries.town(conn, town_code, on)
    (package,) = await queries.packages(conn, [town_code], on)
    if package.size is not None:
        return package
    await queries.ask(conn, town_code)
    (package,) = await queries.packages(conn, [town_code], on)
    return package


async def kept(conn: Conn, town_code: str) -> Kept:
    """
    Raises:
        NotFound: none has been made.
    """
    found = await queries.kept(conn, town_code)
    if not found:
        raise NotFound("离线地图还没有生成。", "This package has not been made yet.")
    return found


async def replace(conn: Conn, source: str, features: Sequence[NewFeature]) -> None:
    """Take features over in the place of what the same source brought before."""
    await queries.replace(conn, source, features, [rules.min_zoom(f.kind, f.rank) for f in features])
