"""The sealer: gives every event that has been committed its place in the tree, and signs how far the tree is.

One at a time, wherever it runs: it holds a lock of the database. Before it signs it makes sure that what it signed last
is the beginning of what it signs now, by the database and by a file beside its key; if not, it refuses, for good.
"""

import logging
import os
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from backend.core.db import Conn, Context, Database
from backend.core.errors import Misconfigured
from backend.tlog import entries, memory, merkle, notes, queries
from backend.tlog.merkle import Asking, Span
from backend.tlog.notes import BadNote, Checkpoint, Signer
from backend.tlog.structs import Leaf, SignedHead, Tile

log = logging.getLogger("fengxun")
SEALER = Context(person=None, towns=(), reach="all", role="fengxun_sealer")
EVERY = timedelta(seconds=60)
MANY = 1_000
"""A checkpoint is signed a minute after the last, or after so many entries, if there is anything new."""
T = TypeVar("T")


class Forked(RuntimeError):
    """What was signed before is not the beginning of what is there now."""


class Sealer:
    """One log. ``memory`` is the file that holds the note signed last."""

    def __init__(self, database: Database, signer: Signer, memory: Path) -> None:
        self._database = database
        self._signer = signer
        self._memory = memory
        self._since = "0"

    async def seal(self) -> int:
        """A place for every event that is settled; how many there were."""
        added = 0
        while page := await self._seal_page():
            added += page
            if page < queries.PAGE:
                break
        return added

    async def _seal_page(self) -> int:
        async with self._database.transaction(SEALER) as conn:
            turn = await queries.take_turn(conn)
            if not turn.mine:
                return 0
            events = await queries.unsealed(conn, self._since, turn.settled)
            size = await queries.size(conn)
            leaves = []
            for number, event in enumerate(events):
                salt = os.urandom(entries.SALT)
                leaves.append(Leaf(index=size + number, event=event.id, salt=salt, hash=entries.leaf(event, salt)))
            if leaves:
                await queries.add_leaves(conn, leaves)
                await _grow(conn, size, size + len(leaves))
        if len(events) < queries.PAGE:
            self._since = turn.settled
        return len(events)

    async def sign(self, now: datetime, *, at_once: bool = False) -> SignedHead | None:
        """A checkpoint, if there is anything new and it is time; the newest one there is.

        Raises:
            Forked: it would have to sign what contradicts what it signed before.
        """
        async with self._database.transaction(SEALER) as conn:
            turn = await queries.take_turn(conn)
            before, size = await queries.newest_head(conn), await queries.size(conn)
            done = before.size if before else 0
            due = at_once or before is None or size - done >= MANY or now - before.signed_at >= EVERY
            if not (turn.mine and due and size != done):
                return before
            await self._compare(conn, before, size)
            root = await answered(conn, merkle.root(size))
            note = notes.signed(Checkpoint(self._signer.name, size, root).text, self._signer)
            await queries.add_head(conn, size, root, note)
            # On the disk beside the key before the commit: whatever becomes of the database, this was signed.
            memory.keep(self._memory, note)
            return await queries.head_at(conn, size)

    async def _compare(self, conn: Conn, before: SignedHead | None, size: int) -> None:
        for point in filter(None, (self._remembered(), _point(before, self._signer))):
            if point.size > size or await answered(conn, merkle.root(point.size)) != point.root:
                raise Forked(f"the log no longer begins with the {point.size} entries that were signed")

    def _remembered(self) -> Checkpoint | None:
        if not self._memory.exists():
            return None
        return _opened(self._memory.read_text(), self._signer)


def _point(head: SignedHead | None, signer: Signer) -> Checkpoint | None:
    """What the database says was signed last; of a log by another name, from which this one goes on, its root."""
    if head is None:
        return None
    if not head.note.startswith(f"{signer.name}\n"):
        return Checkpoint(head.note.split("\n", 1)[0], head.size, head.root)
    return _opened(head.note, signer)


def _opened(note: str, signer: Signer) -> Checkpoint:
    try:
        return notes.checkpoint(notes.opened(note, [signer.key()])[0])
    except BadNote as exc:
        raise Forked(f"the last checkpoint was not signed with this key: {exc}") from exc


async def _grow(conn: Conn, old: int, new: int) -> None:
    for level, first, count in merkle.grown(old, new):
        below = await _hashes(conn, level - 1, first * merkle.TILE, count * merkle.TILE)
        tiles = [
            Tile(level=level, index=first + n, hash=merkle.root_of(below[n * merkle.TILE : (n + 1) * merkle.TILE]))
            for n in range(count)
        ]
        await queries.add_tiles(conn, tiles)


async def answered(conn: Conn, asking: Asking[T], known: dict[Span, list[bytes]] | None = None) -> T:
    """Run a question about the tree against the database. ``known``: what questions about one tree have in common is
    read once."""
    known = {} if known is None else known
    sent: Sequence[bytes] | None = None
    while True:
        try:
            span = asking.send(sent)  # type: ignore[arg-type]
        except StopIteration as done:
            return done.value  # type: ignore[no-any-return]
        if span not in known:
            known[span] = await _hashes(conn, *span)
        sent = known[span]


async def _hashes(conn: Conn, level: int, first: int, count: int) -> list[bytes]:
    rows = await (queries.tile_hashes(conn, level, first, count) if level else queries.leaf_hashes(conn, first, count))
    if len(rows) != count:
        raise Forked(f"hashes {first} to {first + count - 1} of level {level} are not all there")
    return [row.hash for row in rows]


def signer_of(origin: str, key_file: str) -> Signer:
    """The log's key from its file: 32 bytes in hexadecimal, readable by its owner alone.

    Raises:
        Misconfigured: the file is missing, open to others, or holds something else.
    """
    path = Path(key_file)
    try:
        if path.stat().st_mode & 0o077:
            raise Misconfigured(f"LOG_KEY_FILE {path} must be readable by its owner alone (mode 0400).")
        seed = bytes.fromhex(path.read_text().strip())
        return Signer(origin, Ed25519PrivateKey.from_private_bytes(seed))
    except (OSError, ValueError) as exc:
        raise Misconfigured(f"LOG_KEY_FILE {path} must hold 32 bytes in hexadecimal: {exc}") from exc
