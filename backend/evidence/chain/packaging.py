"""What a package takes along of chains: entries about its media, and which numbers lie between them."""

from collections.abc import Sequence
from uuid import UUID

from msgspec import Struct

from backend.core.db import Conn
from backend.evidence.chain import queries
from backend.evidence.chain.structs import Place, WholeEntry

MOST_AROUND = 4_000
"""Places of all keys together; what lies farther from the first of them is told to be missing."""


class Taken(Struct, frozen=True, kw_only=True):
    """``entries`` whole; ``places``: those and what lies around them, of which only the record is told."""

    entries: Sequence[WholeEntry] = ()
    places: Sequence[Place] = ()


async def taken(conn: Conn, lead_id: UUID) -> Taken:
    """Everything about the media of a lead. Asks past every fence: who may see the lead may see how it was signed."""
    entries = await queries.whole_of_lead(conn, lead_id)
    places: list[Place] = []
    keys = sorted({entry.key_id for entry in entries})
    for key_id in keys:
        own = [entry.n for entry in entries if entry.key_id == key_id]
        places += await queries.around(conn, key_id, own, MOST_AROUND // len(keys))
    return Taken(entries=entries, places=places)
