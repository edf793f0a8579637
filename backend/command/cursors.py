"""How far a watcher has come: which transactions' events it has received.

Transactions do not commit in the order they begin, so a number cannot say what has been seen: a slow one may commit
below it later. PostgreSQL's own snapshots say it exactly, so a cursor is one: ``taken~snapshot``, for instance
``1764000000123~705:709:706,707``. In the middle of a batch it names the batch too: ``taken~before~after~id``: all that
``before`` shows, and of what ``after`` adds the events up to ``id``. Clients keep cursors and do not read them.
"""

import re
from itertools import pairwise

from msgspec import Struct

KEPT_MS = 3_600_000
"""A cursor older than an hour gets a reset. Events are kept a little longer, see ``queries.sweep``."""
_LONGEST = 8_000
_LARGEST = 2**63 - 1
_SNAPSHOT = r"[1-9]\d{0,18}:[1-9]\d{0,18}:(?:[1-9]\d{0,18}(?:,[1-9]\d{0,18})*)?"
_CURSOR = re.compile(rf"(\d{{1,15}})~({_SNAPSHOT})(?:~({_SNAPSHOT})~(\d{{1,18}}))?", re.ASCII)


class Cursor(Struct, frozen=True):
    """``taken_ms`` is the database's clock, epoch milliseconds; ``seen`` and ``next`` are ``pg_snapshot`` as text."""

    taken_ms: int
    seen: str
    next: str | None = None
    through: int = 0

    def __str__(self) -> str:
        parts = (self.taken_ms, self.seen) if self.next is None else (self.taken_ms, self.seen, self.next, self.through)
        return "~".join(map(str, parts))

    def within(self, after: "Cursor", event_id: int) -> "Cursor":
        """The cursor of an event in the middle of the batch that leads to ``after``."""
        return Cursor(self.taken_ms, self.seen, after.seen, event_id)


class Leg(Struct, frozen=True):
    """A part of the way: events that ``after`` shows and ``before`` does not, with an id above ``past``."""

    before: Cursor
    after: Cursor
    past: int = 0


def read(text: str) -> Cursor | None:
    """The cursor a client sent back, or None when it is not one of ours."""
    found = _CURSOR.fullmatch(text) if len(text) <= _LONGEST else None
    if found is None:
        return None
    taken, seen, following, through = found.groups()
    if not _sound(seen) or not (following is None or _sound(following)):
        return None
    return Cursor(int(taken), seen, following, int(through or 0))


def _sound(snapshot: str) -> bool:
    """PostgreSQL's own rule: xmin <= every running transaction < xmax, in ascending order."""
    low, high, running = snapshot.split(":")
    inside = [int(xid) for xid in running.split(",") if xid]
    ascending = all(a < b for a, b in pairwise(inside))
    return ascending and int(low) <= int(high) <= _LARGEST and all(int(low) <= xid < int(high) for xid in inside)


def _end(snapshot: str) -> int:
    return int(snapshot.split(":")[1])


def resumable(cursor: Cursor, head: Cursor) -> bool:
    """Whether everything after ``cursor`` is still kept. One from the future belongs to a database since restored."""
    known = max(_end(cursor.seen), _end(cursor.next or cursor.seen)) <= _end(head.seen)
    return known and head.taken_ms - cursor.taken_ms <= KEPT_MS


def legs(cursor: Cursor, head: Cursor) -> list[Leg]:
    """The way from ``cursor`` to ``head``: first the rest of a batch that was cut short, then what came after it."""
    if cursor.next is None:
        return [Leg(cursor, head)]
    rest = Cursor(cursor.taken_ms, cursor.next)
    return [Leg(Cursor(cursor.taken_ms, cursor.seen), rest, cursor.through), Leg(rest, head)]
