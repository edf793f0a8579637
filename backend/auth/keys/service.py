"""Giving out and taking back access keys."""

import secrets
from datetime import timedelta
from uuid import UUID

from msgspec import structs

from backend.audit import queries as audit
from backend.auth import passwords
from backend.auth import queries as auth
from backend.auth.caller import Caller
from backend.auth.keys import queries
from backend.auth.keys.structs import IssuedKey, NewAccessKey
from backend.auth.service import token_hash
from backend.core import clock
from backend.core.db import Conn
from backend.core.errors import Conflict, NotFound, Unauthenticated
from backend.core.ids import uuid7

MOST = 20
"""Keys of one person at a time: one per program and machine is plenty."""


async def issue(conn: Conn, caller: Caller, new: NewAccessKey) -> IssuedKey:
    """A key that never existed before; only its hash is kept.

    Raises:
        Unauthenticated: the password is wrong.
        Conflict: too many already.
    """
    found = await auth.credentials(conn, caller.name)
    if found is None or not await passwords.matches(found.password_hash, new.password):
        raise Unauthenticated("密码不正确。", "The password is wrong.")
    if len(await queries.of_person(conn, caller.id)) >= MOST:
        raise Conflict(f"最多同时有 {MOST} 个密钥，请先停用不用的。", f"At most {MOST} keys: revoke one first.")
    key, key_id = f"fx_{secrets.token_urlsafe(32)}", uuid7()
    ends_at = clock.now() + timedelta(days=new.days)
    made = await queries.insert(conn, key_id, caller.id, token_hash(key), new.label, ends_at)
    await audit.record(conn, caller.id, "key.issued", key_id, days=new.days)
    return IssuedKey(**structs.asdict(made), key=key)


async def revoke(conn: Conn, caller: Caller, key_id: UUID) -> None:
    """From the next request on it opens nothing."""
    if not await queries.revoke(conn, caller.id, key_id):
        raise NotFound("没有这个密钥。", "No such key.")
    await audit.record(conn, caller.id, "key.revoked", key_id)
