"""One's own access keys. What a key opens are the layers in ``features/``, and nothing else."""

from uuid import UUID

from litestar import Router, delete, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from backend.auth.caller import Caller
from backend.auth.fence import needs
from backend.auth.keys import queries, service
from backend.auth.keys.structs import AccessKey, IssuedKey, NewAccessKey
from backend.auth.permissions import Permission
from backend.core.db import Conn


@get("/", opt=needs(Permission.ACCOUNT), summary="Own access keys")
async def list_keys(conn: NamedDependency[Conn], caller: NamedDependency[Caller]) -> list[AccessKey]:
    """Those that still open something."""
    return await queries.of_person(conn, caller.id)


@post("/", opt=needs(Permission.ACCOUNT), summary="Make an access key")
async def issue_key(
    conn: NamedDependency[Conn], caller: NamedDependency[Caller], data: JSONBody[NewAccessKey]
) -> IssuedKey:
    """The key is in this answer and nowhere else."""
    return await service.issue(conn, caller, data)


@delete("/{key_id:uuid}", opt=needs(Permission.ACCOUNT), summary="Revoke an access key", status_code=204)
async def revoke_key(conn: NamedDependency[Conn], caller: NamedDependency[Caller], key_id: FromPath[UUID]) -> None:
    await service.revoke(conn, caller, key_id)


router = Router("/keys", route_handlers=[list_keys, issue_key, revoke_key], tags=["session"])
