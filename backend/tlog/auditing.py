"""An auditor's look at the whole log: every event against its leaf, every leaf against the tree, the tree against what
was signed, and that against an older checkpoint the auditor brought along. Whoever holds one cannot be fooled by
whoever holds the database, the store and even the log's key.
"""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from backend.core.db import Conn
from backend.tlog import entries, merkle, notes, queries
from backend.tlog.notes import BadNote, Checkpoint, Key
from backend.tlog.sealing import Forked, answered
from backend.tlog.structs import Event, Leaf

LONGEST = timedelta(minutes=15)
"""No transaction of ours runs longer: so far may the times of neighbours in the log be out of order."""
SOON = timedelta(minutes=10)
"""By then an event has its place."""


class Fault(StrEnum):
    EVENT_CHANGED = "event_changed"
    EVENT_MISSING = "event_missing"
    EVENT_UNSEALED = "event_unsealed"
    EVENT_BACKDATED = "event_backdated"
    LEAF_MISSING = "leaf_missing"
    TREE_BROKEN = "tree_broken"
    NOT_SIGNED = "not_signed"
    FORKED = "forked"
    OBJECT_CHANGED = "object_changed"
    OBJECT_MISSING = "object_missing"
    OBJECT_HIDDEN = "object_hidden"


SAID = {
    Fault.EVENT_CHANGED: ("事件内容被修改", "the event was changed"),
    Fault.EVENT_MISSING: ("事件被删除", "the event was removed"),
    Fault.EVENT_UNSEALED: ("事件早已发生却未封存", "the event is old and has no place in the log"),
    Fault.EVENT_BACKDATED: ("事件时间早于其在日志中的位置", "the event says an earlier time than its place in the log"),
    Fault.LEAF_MISSING: ("日志条目缺失", "an entry of the log is missing"),
    Fault.TREE_BROKEN: ("日志条目与已签名的根不符", "the entries do not come to the root that was signed"),
    Fault.NOT_SIGNED: ("检查点签名无效", "the checkpoint is not signed with the log's key"),
    Fault.OBJECT_CHANGED: ("存储的原件不是当时收到的", "the stored original is not what was received"),
    Fault.OBJECT_MISSING: ("存储中没有该原件", "the store does not have the original"),
    Fault.OBJECT_HIDDEN: (
        "原件仍在,但存储中已被覆盖或删除",
        "the original is there, but was overwritten or deleted in the store",
    ),
    Fault.FORKED: ("日志不再以旧检查点为开头", "the log does not begin with the older checkpoint"),
}


class Finding(Struct, frozen=True):
    """``where``: the number of an event, an index of the log, or the size of a checkpoint."""

    fault: Fault
    where: int

    def __str__(self) -> str:
        zh, en = SAID[self.fault]
        return f"{self.fault} {self.where}: {zh} · {en}"


async def audit(conn: Conn, key: Key, older: str | None, now: datetime) -> list[Finding]:
    """Everything that is wrong; nothing when all is right. ``older`` is the note of a checkpoint kept elsewhere."""
    found: list[Finding] = []
    hashes: list[bytes] = []
    latest: datetime | None = None
    async for page in _pages(conn):
        events = {event.id: event for event in await queries.events(conn, [leaf.event for leaf in page])}
        for leaf in page:
            if leaf.index != len(hashes):
                return [*found, Finding(Fault.LEAF_MISSING, len(hashes))]
            hashes.append(leaf.hash)
            event = events.get(leaf.event)
            found += _against(event, leaf, latest)
            if event is not None:
                latest = max(latest or event.at, event.at)
    found += [Finding(Fault.EVENT_UNSEALED, event.id) for event in await queries.without_leaf(conn, now - SOON)]
    return found + await _points(conn, key, older, hashes)


async def _pages(conn: Conn) -> AsyncIterator[Sequence[Leaf]]:
    after = -1
    while page := await queries.leaves(conn, after):
        yield page
        after = page[-1].index


def _against(event: Event | None, leaf: Leaf, latest: datetime | None) -> list[Finding]:
    if event is None:
        return [Finding(Fault.EVENT_MISSING, leaf.event)]
    if entries.leaf(event, leaf.salt) != leaf.hash:
        return [Finding(Fault.EVENT_CHANGED, leaf.event)]
    if latest and event.at < latest - LONGEST:
        return [Finding(Fault.EVENT_BACKDATED, leaf.event)]
    return []


async def _points(conn: Conn, key: Key, older: str | None, hashes: Sequence[bytes]) -> list[Finding]:
    found = []
    head = await queries.newest_head(conn)
    if head is not None:
        point = _opened(head.note, key)
        if point is None:
            found.append(Finding(Fault.NOT_SIGNED, head.size))
        elif not await _comes_to(conn, point, hashes):
            found.append(Finding(Fault.TREE_BROKEN, point.size))
    if older is not None:
        point = _opened(older, key)
        if point is None:
            found.append(Finding(Fault.NOT_SIGNED, 0))
        elif not await _comes_to(conn, point, hashes) or head is None or head.size < point.size:
            found.append(Finding(Fault.FORKED, point.size))
    return found


def _opened(note: str, key: Key) -> Checkpoint | None:
    try:
        return notes.checkpoint(notes.opened(note, [key])[0])
    except BadNote:
        return None


async def _comes_to(conn: Conn, point: Checkpoint, hashes: Sequence[bytes]) -> bool:
    """By the leaves, and by the tiles that proofs are made from."""
    if point.size > len(hashes) or merkle.root_of(hashes[: point.size]) != point.root:
        return False
    try:
        return await answered(conn, merkle.root(point.size)) == point.root
    except Forked:
        return False
