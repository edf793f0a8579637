"""An auditor's look at every chain: what a phone counted and is not there, what was changed, what nobody was told of.

The record names each entry by number and hash; the phone's signature binds it to the one before. So whoever removes
entries with every right in the database leaves numbers without entries, and whoever removes the events as well is seen
by the audit of the log itself.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
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
    """Everything that is wrong with the chains; nothing when all is whole."""
    told = await _told(conn)
    found: list[ChainFinding] = []
    for key in await queries.audited_keys(conn):
        rows: list[Row] = []
        while page := await queries.rows(conn, key.id, rows[-1].n if rows else 0):
            rows += page
        found += judged(key, rows, told.get(key.id, {}))
    return found


async def _told(conn: Conn) -> dict[UUID, dict[int, Told]]:
    chains: dict[UUID, dict[int, Told]] = {}
    after = 0
    while page := await queries.told(conn, after):
        for each in page:
            chains.setdefault(each.key_id, {})[each.n] = each
        after = page[-1].id
    return chains


def judged(key: AuditedKey, rows: Sequence[Row], told: Tolds) -> list[ChainFinding]:
    """What is wrong with one chain. Pure."""
    here = {row.n: row for row in rows}
    missing = _runs(n for n in range(1, max([0, *here, *told]) + 1) if n not in here)
    found = [_missing(key.id, first, last, here, told) for first, last in missing]
    for row in rows:
        before = here.get(row.n - 1)
        wanted = FIRST if row.n == 1 else before.sha256 if before else _prev(told.get(row.n - 1), row.prev)
        if row.prev != wanted:
            found.append(_about(ChainFault.CHAIN_BROKEN, key.id, row))
        if row.n not in told:
            found.append(_about(ChainFault.ENTRY_UNTOLD, key.id, row))
        elif not _unchanged(key, row, told[row.n]):
            found.append(_about(ChainFault.ENTRY_CHANGED, key.id, row))
    return found


def _prev(told: Told | None, otherwise: str) -> str:
    return told.sha256 if told else otherwise


def _runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for n in numbers:
        if runs and runs[-1][1] == n - 1:
            runs[-1] = (runs[-1][0], n)
        else:
            runs.append((n, n))
    return runs


def _missing(key: UUID, first: int, last: int, here: Mapping[int, Row], told: Tolds) -> ChainFinding:
    known = any(n in told for n in range(first, last + 1))
    before, after = here.get(first - 1), here.get(last + 1)
    fault = ChainFault.ENTRY_MISSING if known else ChainFault.CHAIN_GAP
    return ChainFinding(
        fault, key, first, last, before.received_at if before else None, after.received_at if after else None
    )


def _about(fault: ChainFault, key: UUID, row: Row) -> ChainFinding:
    return ChainFinding(fault, key, row.n, row.n, row.received_at, row.received_at)


def _unchanged(key: AuditedKey, row: Row, told: Told) -> bool:
    if hashlib.sha256(row.entry).hexdigest() != row.sha256 or (row.sha256, row.prev) != (told.sha256, told.prev):
        return False
    try:
        p256.verify(p256.public_key(key.public_key), row.signature, SIGNED + row.entry)
    except ValueError:
        return False
    return True
