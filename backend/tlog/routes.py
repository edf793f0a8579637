"""The log: checkpoints and growth for anybody, a single entry for whoever may read the audit log."""

from typing import Annotated

from litestar import Router, get
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.enums import MediaType
from litestar.params import PathParameter, QueryParameter

from backend.auth.caller import Caller
from backend.auth.fence import needs
from backend.auth.permissions import Permission
from backend.core import clock
from backend.core.db import SYSTEM, Conn
from backend.tlog import beside, receipt_key, service
from backend.tlog.structs import Consistency, EntryProof, LogState, SignedText

EventNumber = Annotated[int, PathParameter(ge=0, le=2**62)]
Size = Annotated[int, QueryParameter(ge=0, le=2**53)]


@get("/", opt=needs(Permission.AUDIT_READ), summary="How far the log is sealed")
async def read_state(state: State, conn: NamedDependency[Conn]) -> LogState:
    return await service.state(conn, beside.vkey_of(state))


@get("/checkpoint", opt=needs(Permission.PUBLIC), media_type=MediaType.TEXT, summary="The newest signed checkpoint")
async def read_checkpoint(state: State) -> str:
    """A C2SP checkpoint with the signatures of the log and of its witnesses. Nothing personal is in it."""
    async with state.database.transaction(SYSTEM) as conn:
        return await service.checkpoint(conn)


@get("/consistency", opt=needs(Permission.PUBLIC), summary="That the log only grew")
async def read_consistency(state: State, old: Size, new: Size) -> Consistency:
    async with state.database.transaction(SYSTEM) as conn:
        return await service.consistency(conn, old, new)


@get("/events/{number:int}", opt=needs(Permission.AUDIT_READ), summary="The proof that an event stands in the log")
async def read_entry(conn: NamedDependency[Conn], caller: NamedDependency[Caller], number: EventNumber) -> EntryProof:
    return await service.proof(conn, caller.id, number)


@get("/beacon", opt=needs(Permission.PUBLIC), summary="The time, signed, with the newest checkpoint")
async def read_beacon(state: State) -> SignedText:
    """A capture that names it was made after it."""
    async with state.database.transaction(SYSTEM) as conn:
        return await service.beacon(conn, receipt_key.of(state), clock.now())


router = Router(
    "/log", route_handlers=[read_state, read_checkpoint, read_consistency, read_entry, read_beacon], tags=["log"]
)
