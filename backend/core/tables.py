"""The one catalogue of tables; each module's ``tables.py`` adds its own. Migrations are compared with it."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB, TIMESTAMP, UUID

metadata = sa.MetaData()
Moment = TIMESTAMP(timezone=True)


class Xid8(sa.types.UserDefinedType[str]):
    """A full transaction id, which never wraps around."""

    cache_ok = True

    def get_col_spec(self, **_: object) -> str:
        return "xid8"


live_events = sa.Table(
    "live_events",
    metadata,
    sa.Column("id", sa.BigInteger, sa.Identity(always=True), primary_key=True),
    sa.Column("xid", Xid8, nullable=False, server_default=sa.text("pg_current_xact_id()")),
    sa.Column("at", Moment, nullable=False, server_default=sa.func.now()),
    sa.Column("town_code", sa.Text),
    sa.Column("owner", UUID),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("subject", UUID, nullable=False),
    sa.Column("body", JSONB, nullable=False),
    sa.Index("live_events_in_commit_order", "xid", "id"),
)

data_versions = sa.Table(
    "data_versions",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("version", sa.BigInteger, nullable=False),
)
"""Moved on by a trigger with every change of ``areas``, ``lead_categories`` and ``map_features``, and of ``leads`` as
``leads:`` and the town or person concerned: what caches and ETags are named by."""
