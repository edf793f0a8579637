"""Playing back what was."""

from typing import Annotated
from uuid import UUID

from litestar import Router, get
from litestar.di import NamedDependency
from litestar.params import FromQuery, QueryParameter

from backend.auth.caller import Caller
from backend.auth.fence import needs
from backend.auth.permissions import Permission
from backend.command.replay import service
from backend.command.replay.structs import Purpose, Replay, Wanted
from backend.core.db import Conn
from backend.core.geojson import Moment
from backend.core.parameters import ShortText


@get("/", opt=needs(Permission.LIVE_WATCH), summary="Who was where, and what they reported")
async def read_replay(
    conn: NamedDependency[Conn],
    caller: NamedDependency[Caller],
    begin: Annotated[Moment, QueryParameter(description="with an offset")],
    end: Annotated[Moment, QueryParameter(description="at most seven days later")],
    purpose: FromQuery[Purpose],
    person_id: FromQuery[UUID | None] = None,
    squad: ShortText = None,
    zone_id: FromQuery[UUID | None] = None,
) -> Replay:
    """Of one person, squad or duty zone (whoever was in it), or of everybody within reach. Every fix, gaps with their
    reason, leads and photos where they were made. That it was looked at is recorded with the purpose."""
    wanted = Wanted(begin=begin, end=end, person_id=person_id, squad=squad, zone_id=zone_id)
    return await service.replay(conn, caller, wanted, Purpose(purpose))


router = Router("/replay", route_handlers=[read_replay], tags=["live"])
