import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB, UUID

from backend.core.tables import Moment, Xid8, metadata

audit_events = sa.Table(
    "audit_events",
    metadata,
    sa.Column("id", sa.BigInteger, sa.Identity(always=True), primary_key=True),
    sa.Column("xid", Xid8, nullable=False, server_default=sa.text("pg_current_xact_id()")),
    sa.Column("at", Moment, nullable=False, server_default=sa.func.now()),
    sa.Column("actor", UUID),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("subject", UUID, nullable=False, index=True),
    sa.Column("detail", JSONB, nullable=False),
    sa.Index("audit_events_in_commit_order", "xid", "id"),
)
