"""Every SQL statement about receipts."""

from uuid import UUID

from backend.core import db
from backend.core.db import Conn
from backend.evidence.receipts.structs import Given, Received
from backend.tlog.structs import SignedText


async def given(conn: Conn, medium_id: UUID) -> SignedText | None:
    return await db.maybe_one(
        conn, SignedText, "select text, signature from media_receipts where medium_id = $1", medium_id
    )


async def of_lead(conn: Conn, lead_id: UUID) -> list[Given]:
    """Those that were given."""
    return await db.all(
        conn,
        Given,
        """
        select medium_id, text, signature from media_receipts join media on media.id = medium_id
        where lead_id = $1 order by medium_id
        """,
        lead_id,
    )


async def received(conn: Conn, medium_id: UUID) -> Received:
    """Nobody else gives a receipt for it meanwhile. What was deleted after its time was received once, too.

    Raises:
        NotFound: no such medium, or it has not been received.
    """
    return await db.one(
        conn,
        Received,
        """
        select id, sha256, stored_sm3, size, verified_at,
               (select audit_events.id from audit_events where subject = media.id and action = 'medium.received'
                order by audit_events.id desc limit 1) as event,
               (select chain_entries.sha256 from chain_entries
                where subject = media.id and kind = 'capture' and person_id = captured_by
                order by received_at, key_id, n limit 1) as manifest
        from media where id = $1 and state in ('received', 'erased') and verified_at is not null for no key update
        """,
        medium_id,
    )


async def keep(conn: Conn, medium_id: UUID, receipt: SignedText) -> None:
    await db.run(
        conn,
        "insert into media_receipts (medium_id, text, signature) values ($1, $2, $3)",
        medium_id,
        receipt.text,
        receipt.signature,
    )
