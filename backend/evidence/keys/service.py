"""Enrolling, approving and revoking the keys that phones sign with. What counts later is the order of these events in
the log, so each holds the public key."""

import base64
from uuid import UUID

from backend.audit import queries as audit
from backend.auth.caller import Caller
from backend.core.db import Conn
from backend.core.errors import Conflict, invalid
from backend.core.ids import demand_uuid7
from backend.evidence.keys import queries, rules
from backend.evidence.keys.structs import CaptureKey, NewCaptureKey


async def enrol(conn: Conn, caller: Caller, new: NewCaptureKey) -> tuple[CaptureKey, bool]:
    """The key, waiting for approval, and whether it is new.

    Raises:
        Invalid: another device than the session's, no P-256 key, or a proof that proves nothing.
        Conflict: the id holds another key, or too many wait already.
    """
    demand_uuid7("id", new.id)
    if new.device_id != caller.device_id:
        raise invalid("device_id", "只能登记当前设备的密钥。", "A key is enrolled from its own device.")
    spki = rules.proven(new, caller.id)
    found = await queries.maybe(conn, new.id)
    if found is None:
        if (await queries.pending(conn, caller.id)).n >= rules.MOST_PENDING:
            raise Conflict("待核准的密钥太多。", "Too many keys wait for approval.")
        if await queries.insert(conn, caller.id, new, spki):
            await _record(conn, caller.id, "enrolled", made := await queries.by_id(conn, new.id))
            return made, True
        found = await queries.maybe(conn, new.id)
    if found is None or (found.person_id, found.device_id, found.public_key) != (caller.id, new.device_id, spki):
        raise Conflict("该编号已有其他密钥。", "This id holds another key.")
    return found, False


async def approve(conn: Conn, caller: Caller, key_id: UUID) -> CaptureKey:
    """
    Raises:
        NotFound, Forbidden: their own, Conflict: revoked.
    """
    rules.check_approval(await queries.by_id(conn, key_id), caller.id)
    if await queries.approve(conn, key_id, caller.id):
        await _record(conn, caller.id, "approved", await queries.by_id(conn, key_id))
    return await queries.by_id(conn, key_id)


async def revoke(conn: Conn, caller: Caller, key_id: UUID, reason: str) -> CaptureKey:
    """
    Raises:
        NotFound.
    """
    await queries.by_id(conn, key_id)
    if await queries.revoke(conn, key_id, reason):
        await _record(conn, caller.id, "revoked", await queries.by_id(conn, key_id))
    return await queries.by_id(conn, key_id)


async def _record(conn: Conn, actor: UUID, what: str, key: CaptureKey) -> None:
    public_key = base64.b64encode(key.public_key).decode()
    await audit.record(
        conn, actor, f"capture_key.{what}", key.id,
        person_id=key.person_id, device_id=key.device_id, public_key=public_key,
    )  # fmt: skip
