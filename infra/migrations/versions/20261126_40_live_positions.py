"""A live position names the transaction that wrote it: what has moved since a snapshot is told by the row itself."""

import sqlalchemy as sa
from alembic import op

from backend.core.tables import Xid8

revision = "20261126_40_live_positions"
down_revision = "20261126_10_joined_batches"


def upgrade() -> None:
    # Without an index: it would cost every update its place in its page (HOT), and the table is as long as the roster.
    op.add_column(
        "live_positions", sa.Column("xid", Xid8(), nullable=False, server_default=sa.text("pg_current_xact_id()"))
    )


def downgrade() -> None:
    op.drop_column("live_positions", "xid")
