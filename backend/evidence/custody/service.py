"""The chain of custody: every look at evidence and every copy of it is an event with person, purpose and time."""

from collections.abc import Sequence
from uuid import UUID

from backend.audit import queries as audit
from backend.core.db import SYSTEM, Conn, Context, Database
from backend.evidence import queries as media
from backend.evidence.custody import queries, rules
from backend.evidence.custody.structs import Custody, CustodyEntry, EvidencePurpose

VIEWED, OPENED = "medium.viewed", "medium.opened"
"""Shown large; and the original itself, played or saved."""


async def note(database: Database, fence: Context, action: str, medium_id: UUID, purpose: EvidencePurpose) -> None:
    """Write down that who is behind the fence looked at this, unless they did just now for the same purpose.

    It stands in the record before a byte is given out.
    """
    async with database.transaction(SYSTEM) as conn:
        asked = (fence.person, action, medium_id, purpose.value)
        if not (await queries.noted_lately(conn, *asked, rules.SAME_LOOK)).lately:
            await audit.record(conn, fence.person, action, medium_id, purpose=purpose.value)


async def custody(conn: Conn, medium_ids: Sequence[UUID]) -> dict[UUID, list[CustodyEntry]]:
    """The story of each medium, the oldest entry first: captured, declared, received, each look, copy, derivative and
    package with person, purpose, time, and whether a signed checkpoint covers it.

    ``conn``: the system's (``SYSTEM``), for the record is nobody's own; the caller has seen to it that the media are
    within reach of who asks. Media that do not exist are left out.

    A package holds it as one file for each medium, ``custody/<medium id>.json``, of ``Custody``:
    that is for reading; what proves an entry is its event by number (``event``), which the package holds already.
    """
    known = await queries.held(conn, medium_ids)
    leads = list({held.lead_id for held in known})
    events = await queries.recorded(conn, [held.id for held in known], leads, rules.OF_LEAD)
    return {held.id: rules.story(held, events) for held in known}


async def of_medium(database: Database, fence: Context, medium_id: UUID) -> Custody:
    """Raises: NotFound: no such medium within reach."""
    async with database.transaction(fence) as conn:
        await media.by_id(conn, medium_id)
    async with database.transaction(SYSTEM) as conn:
        return Custody(medium_id=medium_id, entries=(await custody(conn, [medium_id]))[medium_id])
