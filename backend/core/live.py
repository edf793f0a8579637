"""The outbox: what has changed, for everyone who watches.

Rows are written in the transaction of the change itself. Their ids appear before their commit, so what a watcher has
seen is told by transactions, not by a number: see ``command/cursors.py``.
A wake-up (``core/wake.py``) only wakes; what is missed is read later.
"""

from uuid import UUID

from msgspec import Struct, to_builtins

from backend.core import db
from backend.core.db import Conn

CHANNEL = "fengxun_live"


async def publish(
    conn: Conn, kind: str, subject: UUID, body: Struct, *, town_code: str | None, owner: UUID | None
) -> None:
    """Tell watchers within reach of ``town_code`` or ``owner``, once this transaction has committed."""
    db.waited_for(conn)
    await db.run(
        conn,
        """
        with written as (
            insert into live_events (town_code, owner, kind, subject, body) values ($1, $2, $3, $4, $5)
        )
        select pg_notify('fengxun_live', '') where coalesce(current_setting('app.wake', true), '') = ''
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
