"""Companions as an administrator sees them: made, revoked, and what of theirs stands aside."""

from typing import Annotated
from uuid import UUID

from litestar import Router, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from backend.auth.caller import Caller
from backend.auth.fence import needs
from backend.auth.permissions import Permission
from backend.companions import doors, queries, service
from backend.companions.structs import (
    Companion,
    CompanionRevocation,
    KeptAside,
    KeptContent,
    MadeCompanion,
    NewCompanion,
)
from backend.core.db import Conn

_MANAGE = needs(Permission.DEVICES_MANAGE)


@get("/people/{person_id:uuid}/companions", opt=_MANAGE, summary="Somebody's companions")
async def list_companions(conn: NamedDependency[Conn], person_id: FromPath[UUID]) -> list[Companion]:
    return await queries.of_person(conn, person_id)


@post("/people/{person_id:uuid}/companions", opt=_MANAGE, summary="Make a companion for somebody")
async def create_companion(
    conn: NamedDependency[Conn],
    caller: NamedDependency[Caller],
    person_id: FromPath[UUID],
    data: JSONBody[NewCompanion],
) -> MadeCompanion:
    """The secret is in this answer and nowhere else."""
    return await service.create(conn, caller, person_id, data)


@put("/people/{person_id:uuid}/companions/{companion_id:uuid}/revocation", opt=_MANAGE, summary="Revoke a companion")
async def revoke_companion(
    conn: NamedDependency[Conn],
    caller: NamedDependency[Caller],
    person_id: FromPath[UUID],
    companion_id: FromPath[UUID],
    data: JSONBody[CompanionRevocation],
) -> Companion:
    return await service.revoke(conn, caller, person_id, companion_id, data.reason)


@get("/companions/aside", opt=_MANAGE, summary="What companions sent and could not be used")
async def list_aside(
    conn: NamedDependency[Conn],
    settled: FromQuery[bool] = False,
    limit: Annotated[int, QueryParameter(ge=1, le=500)] = 200,
) -> list[KeptAside]:
    return await queries.aside(conn, settled, limit)


@get("/companions/aside/{aside_id:uuid}", opt=_MANAGE, summary="What was sent, word for word")
async def read_aside(
    conn: NamedDependency[Conn], caller: NamedDependency[Caller], aside_id: FromPath[UUID]
) -> KeptContent:
    return await service.read_aside(conn, caller, aside_id)


@put("/companions/aside/{aside_id:uuid}/settlement", opt=_MANAGE, summary="Say that it was looked at")
async def settle_aside(
    conn: NamedDependency[Conn], caller: NamedDependency[Caller], aside_id: FromPath[UUID]
) -> KeptAside:
    return await service.settle(conn, caller, aside_id)


router = Router(
    "/",
    route_handlers=[
        list_companions, create_companion, revoke_companion, list_aside, read_aside, settle_aside, doors.router,
    ],
    tags=["companions"],
)  # fmt: skip
