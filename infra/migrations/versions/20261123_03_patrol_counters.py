"""Counters on a patrol that its batches move, and batches of 100 points kept inside their row."""

import sqlalchemy as sa
from alembic import op

revision = "20261123_03_patrol_counters"
down_revision = "20261123_02_fence"


def upgrade() -> None:
    op.add_column("patrols", sa.Column("point_count", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("patrols", sa.Column("acked_through", sa.Integer(), nullable=False, server_default="-1"))
    op.add_column("patrols", sa.Column("last_fix_at", sa.TIMESTAMP(timezone=True)))
    op.add_column("patrols", sa.Column("path_points", sa.Integer(), nullable=False, server_default="-1"))
    op.create_index(
        "patrols_with_a_stale_path",
        "patrols",
        ["id"],
        postgresql_where=sa.text("state = 'ended' and path_points <> point_count"),
    )
    # Packed fixes do not shrink by compression, and 100 of them just pass the size from which rows are taken apart.
    op.execute("alter table track_batches alter column records set storage external")
    op.execute("alter table track_batches set (toast_tuple_target = 8160)")
    op.execute("alter table patrols set (fillfactor = 70)")
    op.execute("alter table live_positions set (fillfactor = 70)")


def downgrade() -> None:
    op.drop_index("patrols_with_a_stale_path", "patrols")
    for column in ("path_points", "last_fix_at", "acked_through", "point_count"):
        op.drop_column("patrols", column)
