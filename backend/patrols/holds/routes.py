"""Holds: a track that a case needs is kept beyond the time of tracks."""

from uuid import UUID

from litestar import Response, Router, get, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from backend.auth.caller import Caller
from backend.auth.fence import needs
from backend.auth.permissions import Permission
from backend.core.db import Conn
from backend.holds.structs import NewHold, Release
from backend.patrols.holds import service
from backend.patrols.holds.structs import TrackHold

_HERE = "/{patrol_id:uuid}/holds"


@get(_HERE, opt=needs(Permission.PATROL_HOLD), summary="Holds on a patrol's track")
async def list_holds(conn: NamedDependency[Conn], patrol_id: FromPath[UUID]) -> list[TrackHold]:
    return await service.holds(conn, patrol_id)


@put(f"{_HERE}/{{hold_id:uuid}}", opt=needs(Permission.PATROL_HOLD), summary="Keep a patrol's track beyond its time")
async def place_hold(
    conn: NamedDependency[Conn],
    caller: NamedDependency[Caller],
    patrol_id: FromPath[UUID],
    hold_id: FromPath[UUID],
    data: JSONBody[NewHold],
) -> Response[TrackHold]:
    """201 the first time, 200 when the same is sent again, 409 when the raw track is gone already."""
    hold, created = await service.place(conn, caller, patrol_id, hold_id, data)
    return Response(hold, status_code=201 if created else 200)


@put(f"{_HERE}/{{hold_id:uuid}}/release", opt=needs(Permission.PATROL_HOLD), summary="Release a hold")
async def release_hold(
    conn: NamedDependency[Conn],
    caller: NamedDependency[Caller],
    patrol_id: FromPath[UUID],
    hold_id: FromPath[UUID],
    data: JSONBody[Release],
) -> TrackHold:
    return await service.release(conn, caller, patrol_id, hold_id, data.reason)


router = Router("/", route_handlers=[list_holds, place_hold, release_hold])
