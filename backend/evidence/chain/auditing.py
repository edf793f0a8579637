"""An auditor's look at every chain: what a phone counted and is not there, what was changed, what nobody was told of.

The record names each entry by number and hash; the phone's signature binds it to the one before. So whoever removes
entries with every right in the database leaves numbers without entries, and whoever removes the events as well is seen
by the audit of the log itself.
"""

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from msgspec import Struct

from backend.core.china import SHANGHAI
from backend.core.db import Conn
from backend.evidence.chain import queries
from backend.evidence.chain.manifests import FIRST
from backend.evidence.chain.rules import SIGNED
from backend.evidence.chain.structs import AuditedKey, Row, Told
from backend.tlog import p256

Tolds = Mapping[int, Told]


class ChainFault(StrEnum):
    ENTRY_MISSING = "entry_missing"
    CHAIN_GAP = "chain_gap"
    CHAIN_BROKEN = "chain_broken"
    ENTRY_CHANGED = "entry_changed"
    ENTRY_UNTOLD = "entry_untold"


SAID = {
    ChainFault.ENTRY_MISSING: ("日志里有、链里没有的取证记录", "the log names these entries and they are not there"),
    ChainFault.CHAIN_GAP: ("手机编过号、从未收到的取证记录", "the phone counted these and they were never received"),
    ChainFault.CHAIN_BROKEN: ("与前一条取证记录不衔接", "it does not follow from the entry before"),
    ChainFault.ENTRY_CHANGED: ("取证记录与日志或签名不符", "the entry is not what the log or its signature says"),
    ChainFault.ENTRY_UNTOLD: ("日志里没有的取证记录", "the log does not know the entry"),
}


class ChainFinding(Struct, frozen=True):
    """Numbers ``first`` to ``last`` of a chain; ``begin``, ``end``: when its neighbours came, if there are any."""

    fault: ChainFault
    key: UUID
    first: int
    last: int
    begin: datetime | None = None
    end: datetime | None = None

    def __str__(self) -> str:
        zh, en = SAID[self.fault]
        numbers = str(self.first) if self.first == self.last else f"{self.first}-{self.last}"
        between = f" ({_time(self.begin)} – {_time(self.end)})"
        return f"{self.fault} {self.key} {numbers}{between}: {zh} · {en}"


def _time(at: datetime | None) -> str:
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}" if at else "…"


async def audit(conn: Conn) -> list[ChainFinding]:
    """Everything that is wrong with the chains; nothing when all is whole.

    What the record tells is held as hashes alone; of a chain never more than a page is in memory.
    """
    told = await _told(conn)
    found: list[ChainFinding] = []
    for key in await queries.audited_keys(conn):
        chain, after = Chain(key, told.pop(key.id, {})), 0
        while page := await queries.rows(conn, key.id, after):
            for row in page:
                found += chain.next(row)
            after = page[-1].n
        found += chain.end()
    # Whoever takes a whole key out of the database takes its chain along.
    return found + [ChainFinding(ChainFault.ENTRY_MISSING, key, min(gone), max(gone)) for key, gone in told.items()]


async def _told(conn: Conn) -> dict[UUID, dict[int, Told]]:
    chains: dict[UUID, dict[int, Told]] = {}
    after = 0
    while page := await queries.told(conn, after):
        for each in page:
            chains.setdefault(each.key_id, {})[each.n] = each
        after = page[-1].id
    return chains


class Chain:
    """One chain, entry by entry in the order of its numbers. Pure.

    A phone may count as far as it likes: work is done for entries that are here or told of, never for each number.
    """

    def __init__(self, key: AuditedKey, told: Tolds) -> None:
        self._key, self._told, self._numbers = key, told, sorted(told)
        self._last: Row | None = None

    def next(self, row: Row) -> list[ChainFinding]:
        """What is wrong with this entry, and between it and the one that came before."""
        last, self._last = self._last, row
        found = self._between(last, row, row.n - 1)
        if row.prev != self._wanted(last, row):
            found.append(self._about(ChainFault.CHAIN_BROKEN, row))
        if row.n not in self._told:
            found.append(self._about(ChainFault.ENTRY_UNTOLD, row))
        elif not _unchanged(self._key, row, self._told[row.n]):
            found.append(self._about(ChainFault.ENTRY_CHANGED, row))
        return found

    def end(self) -> list[ChainFinding]:
        """What the record tells of beyond the last entry."""
        return self._between(self._last, None, self._numbers[-1] if self._numbers else 0)

    def _wanted(self, last: Row | None, row: Row) -> str:
        """The hash of the entry before; where nothing is known of that, what this one says."""
        if row.n == 1:
            return FIRST
        if last and last.n == row.n - 1:
            return last.sha256
        return self._told[row.n - 1].sha256 if row.n - 1 in self._told else row.prev

    def _between(self, before: Row | None, after: Row | None, last: int) -> list[ChainFinding]:
        """The numbers up to ``last`` that are not here."""
        first = before.n + 1 if before else 1
        if first > last:
            return []
        known = bisect_right(self._numbers, last) > bisect_left(self._numbers, first)
        fault = ChainFault.ENTRY_MISSING if known else ChainFault.CHAIN_GAP
        begin, end = before.received_at if before else None, after.received_at if after else None
        return [ChainFinding(fault, self._key.id, first, last, begin, end)]

    def _about(self, fault: ChainFault, row: Row) -> ChainFinding:
        return ChainFinding(fault, self._key.id, row.n, row.n, row.received_at, row.received_at)


def _unchanged(key: AuditedKey, row: Row, told: Told) -> bool:
    if hashlib.sha256(row.entry).hexdigest() != row.sha256 or (row.sha256, row.prev) != (told.sha256, told.prev):
        return False
    try:
        p256.verify(p256.public_key(key.public_key), row.signature, SIGNED + row.entry)
    except ValueError:
        return False
    return True
