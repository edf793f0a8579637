"""Chains of signed captures: phones put entries, readers see how they stand."""

from typing import Annotated
from uuid import UUID

from litestar import Response, Router, get, put
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, PathParameter, QueryParameter

from backend.auth.caller import Caller
from backend.auth.fence import needs
from backend.auth.permissions import Permission
from backend.core.errors import invalid
from backend.evidence.chain import queries, service
from backend.evidence.chain.structs import AsideEntry, ChainEntry, NewEntry, TakenEntry, WaitingCapture

Number = Annotated[int, PathParameter(ge=1, le=2**53)]


@put(
    "/entries/{key_id:uuid}/{n:int}",
    opt=needs(Permission.ACCOUNT),
    summary="Put an entry into the chain of a key",
    status_code=201,
)
async def put_entry(
    state: State, caller: NamedDependency[Caller], key_id: FromPath[UUID], n: Number, data: JSONBody[NewEntry]
) -> Response[TakenEntry]:
    """201 the first time, 200 when the same bytes are sent again, 409 when the number holds others.

    What does not stand on the entry before is taken and marked. What is wrong is answered 422 with a code
    (``signature``, ``malleated``, ``unknown_key``, ``revoked_key``, ``other_person``, ``form``), and kept aside.
    """
    taken, is_new = await service.take(state.database, caller, key_id, n, data)
    return Response(taken, status_code=201 if is_new else 200)


@get("/entries", opt=needs(Permission.ACCOUNT), summary="The chain of a key, or what is said of a medium")
async def list_entries(
    state: State,
    caller: NamedDependency[Caller],
    key_id: FromQuery[UUID | None] = None,
    subject: FromQuery[UUID | None] = None,
    after: Annotated[int, QueryParameter(ge=0, le=2**53)] = 0,
) -> list[ChainEntry]:
    """One's own; with ``media.read`` those about media within reach, and of people within it. A thousand at a time.

    ``key_id``: one chain. ``subject``: what is said of one medium, by whichever keys. One of them has to be given.
    """
    async with state.database.transaction(caller.farther(Permission.MEDIA_READ)) as conn:
        if key_id is None and subject is None:
            raise invalid("key_id", "请指定密钥或材料。", "Say which key, or which medium.")
        return await queries.within_reach(conn, key_id, subject, after)


@get("/entries/waiting", opt=needs(Permission.ACCOUNT), summary="What waits for the second officer's word")
async def list_waiting(state: State, caller: NamedDependency[Caller]) -> list[WaitingCapture]:
    """Originals whose capture names the caller as the second officer, not confirmed by them; oldest first, 500."""
    async with state.database.transaction(caller.farther(Permission.MEDIA_READ)) as conn:
        return await queries.waiting_for(conn, caller.id)


@get("/aside", opt=needs(Permission.ACCOUNT), summary="What came as an entry and could not be one")
async def list_aside(
    state: State, caller: NamedDependency[Caller], key_id: FromQuery[UUID | None] = None
) -> list[AsideEntry]:
    """One's own; with ``devices.manage`` everybody's within reach."""
    async with state.database.transaction(caller.farther(Permission.DEVICES_MANAGE)) as conn:
        return await queries.aside(conn, key_id)


router = Router("/evidence", route_handlers=[put_entry, list_entries, list_waiting, list_aside], tags=["evidence"])
