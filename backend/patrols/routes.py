"""Patrols: start, pause, resume, end, list. Tracks are in ``tracks/``."""

from datetime import date, datetime, time, timedelta
from typing import Annotated
from uuid import UUID

from litestar import Response, Router, get, put
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from backend.auth.caller import Caller
from backend.auth.fence import needs
from backend.auth.permissions import Permission
from backend.core import clock
from backend.core.china import SHANGHAI
from backend.core.db import Conn
from backend.patrols import queries, service
from backend.patrols.coverage.routes import router as coverage
from backend.patrols.holds.routes import router as holds
from backend.patrols.structs import NewEvent, NewPatrol, Patrol, PatrolState
from backend.patrols.tracks.routes import router as tracks


@put("/{patrol_id:uuid}", opt=needs(Permission.PATROL_RUN), summary="Start a patrol")
async def start_patrol(
    conn: NamedDependency[Conn], caller: NamedDependency[Caller], patrol_id: FromPath[UUID], data: JSONBody[NewPatrol]
) -> Response[Patrol]:
    """201 the first time, 200 when the same is sent again, 409 when the id stands for something else."""
    patrol, created = await service.start(conn, caller, patrol_id, data, clock.now())
    return Response(patrol, status_code=201 if created else 200)


@put(
    "/{patrol_id:uuid}/events/{event_id:uuid}",
    opt=needs(Permission.PATROL_RUN),
    summary="Pause, resume or end a patrol",
)
async def add_event(
    conn: NamedDependency[Conn],
    caller: NamedDependency[Caller],
    patrol_id: FromPath[UUID],
    event_id: FromPath[UUID],
    data: JSONBody[NewEvent],
) -> Patrol:
    """Events count by their own time and may arrive late and in any order; after the end there is nothing more."""
    return await service.add_event(conn, caller, patrol_id, event_id, data, clock.now())


@get("/", opt=needs(Permission.PATROL_READ), summary="Patrols within reach")
async def list_patrols(
    conn: NamedDependency[Conn],
    caller: NamedDependency[Caller],
    mine: FromQuery[bool] = False,
    in_state: Annotated[PatrolState | None, QueryParameter(name="state")] = None,
    person_id: FromQuery[UUID | None] = None,
    on: Annotated[date | None, QueryParameter(description="a day in Shanghai")] = None,
) -> list[Patrol]:
    """At most 500: one's own first, then the newest."""
    begin, end = _day(on) if on else (None, None)
    return await queries.matching(conn, caller.id, caller.id if mine else person_id, in_state, begin, end)


def _day(on: date) -> tuple[datetime, datetime]:
    begin = datetime.combine(on, time(), SHANGHAI)
    return begin, begin + timedelta(days=1)


router = Router(
    "/patrols",
    route_handlers=[start_patrol, add_event, list_patrols, tracks, coverage, holds],
    tags=["patrols"],
)
