"""Giving receipts: once made, a receipt says the same for ever."""

from uuid import UUID

from backend.core.db import SYSTEM, Context, Database
from backend.evidence import queries as media
from backend.evidence.receipts import queries, rules
from backend.tlog.receipt_key import ReceiptKey
from backend.tlog.structs import SignedText


async def receipt(database: Database, key: ReceiptKey, fence: Context, medium_id: UUID) -> SignedText:
    """
    Raises:
        NotFound: no such medium within reach, or it has not been received.
    """
    async with database.transaction(fence) as conn:
        await media.by_id(conn, medium_id)
        given = await queries.given(conn, medium_id)
    if given:
        return given
    # The number of an event, and an entry of whoever captured it, are no secret to whoever may see the medium.
    async with database.transaction(SYSTEM) as conn:
        received = await queries.received(conn, medium_id)
        given = await queries.given(conn, medium_id)
        if given is None:
            given = key.signed(rules.text(received))
            await queries.keep(conn, medium_id, given)
        return given
