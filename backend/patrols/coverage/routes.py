"""Coverage of duty zones for those who watch."""

from datetime import date
from typing import Annotated
from uuid import UUID

from litestar import Router, get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, QueryParameter

from backend.auth.caller import Caller
from backend.auth.fence import needs
from backend.auth.permissions import Permission
from backend.core.db import Conn
from backend.core.parameters import OfTown
from backend.patrols.coverage import service
from backend.patrols.coverage.structs import Coverage, CoverageOf, ZoneAges

Within = Annotated[float, QueryParameter(ge=5, le=500, description="seen is what is so many metres away or nearer")]


@get("/", opt=needs(Permission.LIVE_WATCH), summary="How much of a town's duty zones was come near")
async def read_coverage(
    conn: NamedDependency[Conn],
    caller: NamedDependency[Caller],
    town_code: OfTown,
    of: FromQuery[CoverageOf] = CoverageOf.GROUND,
    from_day: FromQuery[date | None] = None,
    within_m: Within = 50,
) -> Coverage:
    """By all patrols together, from a day in Shanghai until now (the last seven days unless said otherwise, at most the
    last 90). Of zones, never of persons."""
    return await service.of_town(conn, caller, town_code, CoverageOf(of), from_day, within_m)


@get("/{area_id:uuid}", opt=needs(Permission.LIVE_WATCH), summary="When the cells of a duty zone were last come near")
async def read_ages(
    conn: NamedDependency[Conn],
    caller: NamedDependency[Caller],
    area_id: FromPath[UUID],
    of: FromQuery[CoverageOf] = CoverageOf.GROUND,
    from_day: FromQuery[date | None] = None,
    within_m: Within = 50,
) -> ZoneAges:
    """At most some ten thousand cells, or pieces of streets. Looking at it is recorded."""
    return await service.ages(conn, caller, area_id, CoverageOf(of), from_day, within_m)


router = Router("/coverage", route_handlers=[read_coverage, read_ages])
