"""An ended patrol's batches are joined into few large ones, which remember what they were."""

import sqlalchemy as sa
from alembic import op

revision = "20261126_10_joined_batches"
down_revision = "20261126_05_repairs"


def upgrade() -> None:
    op.add_column("track_batches", sa.Column("pieces", sa.LargeBinary()))
    op.execute("alter table track_batches alter column pieces set storage main")
    op.add_column("patrols", sa.Column("joined_points", sa.Integer(), nullable=False, server_default="-1"))
    op.create_index(
        "patrols_to_join",
        "patrols",
        ["ended_at"],
        postgresql_where=sa.text("state = 'ended' and joined_points <> point_count"),
    )


def downgrade() -> None:
    # Joined batches stay as they are: they read like any other.
    op.drop_index("patrols_to_join", "patrols")
    op.drop_column("patrols", "joined_points")
    op.drop_column("track_batches", "pieces")
