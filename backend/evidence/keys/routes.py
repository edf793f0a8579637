"""Keys that phones sign captures with: enrolled by whoever holds them, approved by somebody else."""

from uuid import UUID

from litestar import Response, Router, get, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody

from backend.auth.caller import Caller
from backend.auth.fence import needs
from backend.auth.permissions import Permission
from backend.core.db import Conn
from backend.evidence.keys import queries, service
from backend.evidence.keys.structs import CaptureKey, KeyRevocation, NewCaptureKey


@get("/", opt=needs(Permission.ACCOUNT), summary="Keys that captures are signed with")
async def list_keys(
    state: State, caller: NamedDependency[Caller], person_id: FromQuery[UUID | None] = None
) -> list[CaptureKey]:
    """One's own; with ``devices.manage`` everybody's within reach."""
    async with state.database.transaction(caller.farther(Permission.DEVICES_MANAGE)) as conn:
        return await queries.within_reach(conn, person_id)


@post("/", opt=needs(Permission.ACCOUNT), summary="Enrol a key", status_code=201)
async def enrol_key(
    conn: NamedDependency[Conn], caller: NamedDependency[Caller], data: JSONBody[NewCaptureKey]
) -> Response[CaptureKey]:
    """201 the first time, 200 when the same is sent again, 409 when the id holds another key."""
    key, is_new = await service.enrol(conn, caller, data)
    return Response(key, status_code=201 if is_new else 200)


@post("/{key_id:uuid}/approve", opt=needs(Permission.DEVICES_MANAGE), summary="Vouch for a key", status_code=200)
async def approve_key(
    conn: NamedDependency[Conn], caller: NamedDependency[Caller], key_id: FromPath[UUID]
) -> CaptureKey:
    """That this key is its person's. Nobody approves a key of their own."""
    return await service.approve(conn, caller, key_id)


@post("/{key_id:uuid}/revoke", opt=needs(Permission.ACCOUNT), summary="Revoke a key", status_code=200)
async def revoke_key(
    state: State, caller: NamedDependency[Caller], key_id: FromPath[UUID], data: JSONBody[KeyRevocation]
) -> CaptureKey:
    """One's own; with ``devices.manage`` anybody's."""
    async with state.database.transaction(caller.farther(Permission.DEVICES_MANAGE)) as conn:
        return await service.revoke(conn, caller, key_id, data.reason)


router = Router("/evidence/keys", route_handlers=[list_keys, enrol_key, approve_key, revoke_key], tags=["evidence"])
