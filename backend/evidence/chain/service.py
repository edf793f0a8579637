"""Taking entries of chains: kept as the very bytes that were signed, marked where the one before does not bear them."""

import hashlib
from uuid import UUID

from backend.audit import queries as audit
from backend.auth.caller import Caller
from backend.core.db import SYSTEM, Conn, Database
from backend.core.errors import TooMany
from backend.core.ids import uuid7
from backend.evidence.chain import queries, rules
from backend.evidence.chain.manifests import Capture, Confirmed, Manifest
from backend.evidence.chain.rules import Refused
from backend.evidence.chain.structs import EntryKind, Fault, NewEntry, NewRow, TakenEntry

_ACTIONS = {
    EntryKind.CAPTURE: "capture.signed", EntryKind.DELETED: "capture.deleted", EntryKind.CONFIRMED: "capture.confirmed",
}  # fmt: skip


async def take(database: Database, caller: Caller, key_id: UUID, n: int, sent: NewEntry) -> tuple[TakenEntry, bool]:
    """What became of the entry, the same however often it is sent, and whether it is new.

    Uses a transaction of its own: what is refused is kept aside although the request fails.

    Raises:
        Refused: says why; the bytes are kept aside.
        TooMany: so much of this person stands aside that no more is kept.
    """
    digest = hashlib.sha256(sent.entry).hexdigest()
    async with database.transaction(SYSTEM) as conn:
        key = await queries.key_to_sign_with(conn, key_id)
        try:
            before = await queries.taken(conn, key_id, n) if key and key.person_id == caller.id else None
            if before and before.sha256 == digest:
                return before, False
            said, signature = rules.judged(key, caller.id, n, sent)
            if before:
                raise Refused(Fault.OTHER_BYTES)
        except Refused as problem:
            refused = problem
            await _put_aside(conn, caller.id, key_id, n, problem.fault, sent, digest)
        else:
            return await add(conn, caller.id, said, sent.entry, signature, digest), True
    raise refused


async def add(conn: Conn, person_id: UUID, said: Manifest, entry: bytes, signature: bytes, digest: str) -> TakenEntry:
    """Put what ``rules.judged`` has read into its chain. ``digest``: the SHA-256 of the bytes."""
    before = await queries.hash_of(conn, said.key, said.n - 1)
    state = rules.standing(said.n, said.prev, before.sha256 if before else None)
    media = said.media if isinstance(said, Capture) else None
    row = NewRow(
        key_id=said.key, n=said.n, person_id=person_id, kind=_kind(said), subject=said.id, entry=entry,
        signature=signature, sha256=digest, prev=said.prev, state=state,
        media_sha256=media.sha256 if media else None, media_size=media.size if media else None,
        media_mime=media.mime if media else None, media_role=media.role.value if media else None,
        second_officer=_second(said),
    )  # fmt: skip
    taken = await queries.insert(conn, row)
    await queries.close_gap(conn, said.key, said.n, digest)
    await audit.record(
        conn, person_id, _ACTIONS[row.kind], said.id,
        key=said.key, n=said.n, prev=said.prev, sha256=digest, state=state.value,
    )  # fmt: skip
    return taken


def _kind(said: Manifest) -> EntryKind:
    if isinstance(said, Capture):
        return EntryKind.CAPTURE
    return EntryKind.CONFIRMED if isinstance(said, Confirmed) else EntryKind.DELETED


def _second(said: Manifest) -> UUID | None:
    return said.officers[1] if isinstance(said, Capture) and len(said.officers) > 1 else None


async def _put_aside(
    conn: Conn, person_id: UUID, key_id: UUID, n: int, fault: Fault, sent: NewEntry, digest: str
) -> None:
    if (await queries.how_many_aside(conn, person_id)).n >= rules.MOST_ASIDE:
        raise TooMany("未入链的记录太多，请联系系统管理员。", "Too many entries stand aside.", retry_after=3600)
    times = await queries.put_aside(
        conn, uuid7(), person_id, key_id, n, fault.value, sent.entry, sent.signature, digest
    )
    if times.n == 1:
        await audit.record(conn, person_id, "capture.kept_aside", key_id, n=n, fault=fault.value, sha256=digest)
