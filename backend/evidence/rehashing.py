"""Whether the store still holds what was received: every original read again and held against the sealed record."""

from collections.abc import Sequence
from uuid import UUID

from backend.core.db import Database
from backend.core.storage import MissingObject, Store
from backend.core.vault import Above, Kept
from backend.evidence import queries
from backend.tlog.auditing import Fault, Finding
from backend.tlog.sealing import SEALER
from backend.tlog.structs import Event


async def audit(database: Database, store: Store) -> list[Finding]:
    """What is missing in the store or is not what ``medium.received`` says; nothing when all is right.

    Raises:
        Unavailable: the store is away.
    """
    found: list[Finding] = []
    page = await _page(database, 0)
    while page:
        found += await _against(store, page)
        page = await _page(database, page[-1].id)
    return found


async def _page(database: Database, after: int) -> Sequence[Event]:
    """In a transaction of its own: reading the store takes hours."""
    async with database.transaction(SEALER) as conn:
        return await queries.received(conn, after)


async def _against(store: Store, events: Sequence[Event]) -> list[Finding]:
    found = []
    for event in events:
        # Whoever changed what the record says may have taken the hash away altogether.
        sha256, size, kept = event.detail.get("sha256"), event.detail.get("size"), _kept(event)
        try:
            stored = await store.vault.fingerprint(kept)
        except MissingObject:
            found.append(Finding(Fault.OBJECT_MISSING, event.id))
            continue
        if (stored.sha256, stored.size) != (sha256, size):
            found.append(Finding(Fault.OBJECT_CHANGED, event.id))
        elif await store.vault.above(kept) is not Above.SAME:
            found.append(Finding(Fault.OBJECT_HIDDEN, event.id))
    return found


def _kept(event: Event) -> Kept:
    """By the record, not by the row that somebody may have changed; before there were versions it named none."""
    key, version = original(event.subject, f"{event.detail.get('sha256')}"), event.detail.get("version")
    return Kept(key=key, version=version if isinstance(version, str) else None, vaulted="version" in event.detail)


def original(medium_id: UUID, sha256: str) -> str:
    """The key of an original in the store."""
    return f"original/{medium_id}/{sha256}"
