"""Raw tracks have no index by place: nobody could read by it behind the fence, and every batch paid for it."""

from alembic import op

revision = "20261126_80_no_index_by_place"
down_revision = "20261126_61_drawn"


def upgrade() -> None:
    # With it go those of its partitions; the days to come are made like their parent.
    op.execute("drop index track_batches_by_place")


def downgrade() -> None:
    op.execute("create index track_batches_by_place on track_batches using gist (bbox)")
