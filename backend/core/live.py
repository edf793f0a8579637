"""The outbox: what has changed, for everyone who watches.

Rows are written in the transaction of the change itself and read in commit order: by transaction id, and only those
below the oldest transaction still running, because identity values appear before their commit.
A cursor is "xid-id" of the last row read.
NOTIFY only wakes; what is missed is read later.
"""

from typing import Any
from uuid import UUID

from msgspec import Struct, to_builtins

from backend.core import db
from backend.core.db import Conn

CHANNEL = "fengxun_live"


class LiveEvent(Struct, frozen=True, kw_only=True):
    cursor: str
    kind: str
    subject: UUID
    owner: UUID | None
    town_code: str | None
    body: dict[str, Any]


async def publish(
    conn: Conn, kind: str, subject: UUID, body: Struct, *, town_code: str | None, owner: UUID | None
) -> None:
    """Tell watchers within reach of ``town_code`` or ``owner``, once this transaction has committed."""
    await db.run(
        conn,
        """
        with written as (
            insert into live_events (town_code, owner, kind, subject, body) values ($1, $2, $3, $4, $5)
        )
        select pg_notify('fengxun_live', '')
        """,
        town_code,
        owner,
        kind,
        subject,
        to_builtins(body, str_keys=True),
    )


class Nothing(Struct, frozen=True):
    """The body of an event that says all by its kind and subject."""


async def announce_revocation(conn: Conn, subject: UUID) -> None:
    """A session, person or device has lost a right: open sockets look again whether they may stay."""
    await publish(conn, "revoked", subject, Nothing(), town_code=None, owner=None)
