"""What anybody may ask of the log."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from backend.audit import queries as audit
from backend.core.china import SHANGHAI
from backend.core.db import Conn
from backend.core.errors import NotFound, invalid
from backend.tlog import entries, merkle, notes, queries
from backend.tlog.merkle import Span
from backend.tlog.notes import Proof
from backend.tlog.receipt_key import ReceiptKey
from backend.tlog.sealing import answered
from backend.tlog.structs import Consistency, EntryProof, LogState, Sealed, SignedHead, SignedText, Stamped


async def state(conn: Conn, vkey: str) -> LogState:
    head = await queries.newest_head(conn)
    size = head.size if head else 0
    return LogState(
        vkey=vkey,
        size=size,
        signed_at=head.signed_at if head else None,
        witnesses=[each.witness for each in await queries.cosignatures(conn, size)],
        waiting=await queries.waiting(conn),
        stamped_at=stamp.at if (stamp := await queries.newest_stamp(conn)) else None,
    )


async def checkpoint(conn: Conn) -> str:
    """The newest one, with its cosignatures.

    Raises:
        NotFound: none was signed yet.
    """
    head = await queries.newest_head(conn)
    if head is None:
        raise NotFound("还没有签名的检查点。", "No checkpoint has been signed yet.")
    return await _note(conn, head)


async def beacon(conn: Conn, key: ReceiptKey, now: datetime) -> SignedText:
    """What a phone keeps to show later that something was made after it."""
    head = await queries.newest_head(conn)
    text = head.note.rpartition("\n\n")[0] + "\n" if head else ""
    digest = hashlib.sha256(text.encode()).hexdigest() if head else "-"
    at = now.astimezone(SHANGHAI).isoformat(timespec="milliseconds")
    return key.signed(f"fengxun/beacon/v1\n{at}\n{digest}\n")


async def _note(conn: Conn, head: SignedHead) -> str:
    return head.note + "".join(each.line for each in await queries.cosignatures(conn, head.size))


async def consistency(conn: Conn, old: int, new: int) -> Consistency:
    """
    Raises:
        Invalid: sizes in the wrong order, or beyond the log.
    """
    head = await queries.newest_head(conn)
    if not old <= new <= (head.size if head else 0):
        raise invalid("new", "长度超出日志范围。", "0 <= old <= new <= the size of the newest checkpoint.")
    hashes = await answered(conn, merkle.consistency(old, new))
    return Consistency(old=old, new=new, hashes=[notes.encode(each) for each in hashes])


async def about(conn: Conn, subjects: Sequence[UUID], actions: Sequence[str] | None = None) -> list[Sealed]:
    """Everything that was done to these things, or what of it is one of ``actions``; oldest first."""
    found: list[Sealed] = []
    kinds = None if actions is None else list(actions)
    while page := await queries.about(conn, list(subjects), kinds, found[-1].id if found else -1):
        found += page
    return found


async def proofs(conn: Conn, events: Sequence[Sealed]) -> list[str | None]:
    """A C2SP tlog-proof for each event, its salt as the extra line; ``None`` for one under no checkpoint yet."""
    head = await queries.newest_head(conn)
    if head is None:
        return [None] * len(events)
    note, known = await _note(conn, head), dict[Span, list[bytes]]()
    found: list[str | None] = []
    for event in events:
        if event.index is None or event.index >= head.size:
            found.append(None)
            continue
        hashes = await answered(conn, merkle.inclusion(event.index, head.size), known)
        found.append(str(Proof(event.index, hashes, note, event.salt)))
    return found


async def stamped(conn: Conn, events: Sequence[Sealed]) -> Stamped | None:
    """The first time stamp that all of these are under, or the newest there is."""
    head = await queries.newest_head(conn)
    last = max((event.index for event in events if event.index is not None), default=0)
    stamp = await queries.first_stamp_over(conn, last) or await queries.newest_stamp(conn)
    if head is None or stamp is None:
        return None
    growth = await answered(conn, merkle.consistency(stamp.size, head.size))
    return Stamped(note=stamp.note, token=stamp.token, growth=growth)


async def proof(conn: Conn, reader: UUID, number: int) -> EntryProof:
    """
    Raises:
        NotFound: no such event, or it has no place in the log yet.
    """
    event = await queries.event(conn, number)
    if event.salt is None:
        raise NotFound("尚未封存，请稍后再试。", "Not sealed yet. Try again in a minute.")
    await audit.record(conn, reader, "log.entry_exported", event.subject, event=number)
    (text,) = await proofs(conn, [event])
    return EntryProof(event=str(number), body=entries.body(event).decode(), salt=notes.encode(event.salt), proof=text)
