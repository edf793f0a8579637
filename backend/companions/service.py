"""Companions made and revoked; who one is; what of theirs stands aside."""

import hashlib
import secrets
from uuid import UUID

from backend.audit import queries as audit
from backend.auth.caller import Caller
from backend.auth.service import token_hash
from backend.companions import queries
from backend.companions.forms.reading import AsideReason
from backend.companions.structs import (
    Companion,
    CompanionKind,
    KeptAside,
    KeptContent,
    Known,
    MadeCompanion,
    NewCompanion,
)
from backend.core.db import SYSTEM, Conn, Database
from backend.core.errors import Unauthenticated, Unavailable
from backend.core.ids import uuid7

MOST_KEPT = 64 << 10
"""Bytes of what stands aside: no message of these apps is nearly as long."""
MOST_UNSETTLED = 500
"""So much of one companion may stand aside before somebody has to look."""


async def create(conn: Conn, actor: Caller, person_id: UUID, new: NewCompanion) -> MadeCompanion:
    """Raises: NotFound: there is no such person."""
    await queries.person_there(conn, person_id)
    companion_id, secret = uuid7(), secrets.token_urlsafe(24)
    await queries.insert(conn, companion_id, person_id, new, token_hash(secret), actor.id)
    await audit.record(conn, actor.id, "companion.created", companion_id, person=person_id, kind=new.kind.value)
    return MadeCompanion(companion=await queries.by_id(conn, person_id, companion_id), secret=secret)


async def revoke(conn: Conn, actor: Caller, person_id: UUID, companion_id: UUID, reason: str) -> Companion:
    """Its next message is refused. Revoked again, the first reason stays.

    Raises:
        NotFound: the person has no such companion.
    """
    await queries.by_id(conn, person_id, companion_id)
    if await queries.revoke(conn, companion_id, reason):
        await audit.record(conn, actor.id, "companion.revoked", companion_id, person=person_id)
    return await queries.by_id(conn, person_id, companion_id)


async def known(database: Database, secret: str | None, kind: CompanionKind) -> Known:
    """Raises: Unauthenticated: the secret is nobody's, or was revoked: which of them is not told."""
    if secret:
        async with database.transaction(SYSTEM) as conn:
            found = await queries.known(conn, token_hash(secret), kind.value)
        if found:
            return found
    problem = Unauthenticated("密钥无效或已停用。", "The secret is unknown or was revoked.")
    if kind is CompanionKind.OWNTRACKS:
        problem.headers["www-authenticate"] = 'Basic realm="companions"'
    raise problem


async def keep_aside(database: Database, who: Known, reason: AsideReason, body: bytes) -> None:
    """What it said is kept while its person is on duty; otherwise only that there was something.

    Raises:
        Unavailable: so much stands aside that somebody has to look first; the app keeps it meanwhile.
    """
    async with database.transaction(SYSTEM) as conn:
        if (await queries.unsettled(conn, who.id)).n >= MOST_UNSETTLED:
            raise Unavailable("待查内容过多。", "Too much stands aside already.", retry_after=600)
        kept = body[:MOST_KEPT] if await queries.on_duty(conn, who.person_id) else None
        digest = hashlib.sha256(body).digest()
        await queries.keep_aside(conn, uuid7(), who.id, reason, digest, len(body), kept)


async def read_aside(conn: Conn, actor: Caller, aside_id: UUID) -> KeptContent:
    """What was sent may tell where somebody was: reading it leaves a trace.

    Raises:
        NotFound: there is no such thing, or its content was not kept.
    """
    body = (await queries.aside_body(conn, aside_id)).body
    await audit.record(conn, actor.id, "companion.aside_read", aside_id)
    return KeptContent(id=aside_id, content=body.decode(errors="replace").replace("\x00", "\ufffd"))


async def settle(conn: Conn, actor: Caller, aside_id: UUID) -> KeptAside:
    """Somebody has looked and nothing more is to be done.

    Raises:
        NotFound: there is no such thing.
    """
    await queries.one_aside(conn, aside_id)
    if await queries.settle(conn, aside_id, actor.id):
        await audit.record(conn, actor.id, "companion.aside_settled", aside_id)
    return await queries.one_aside(conn, aside_id)
