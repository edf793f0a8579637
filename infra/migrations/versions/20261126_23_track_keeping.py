"""What of a track outlasts it: its sums; and who asked for a track to be kept beyond its time."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB, UUID

revision = "20261126_23_track_keeping"
down_revision = "20261126_22_track_days"

_MOMENT = sa.TIMESTAMP(timezone=True)
_FENCE = "exists (select 1 from patrols as parent where parent.id = patrol_id)"


def upgrade() -> None:
    op.create_table(
        "patrol_sums",
        sa.Column("patrol_id", UUID, nullable=False),
        sa.Column("point_count", sa.Integer(), nullable=False),
        sa.Column("distance_m", sa.Float(), nullable=False),
        sa.Column("moving_s", sa.Float(), nullable=False),
        sa.Column("zones", JSONB, nullable=False),
        sa.Column("dropped", JSONB, nullable=False),
        sa.ForeignKeyConstraint(["patrol_id"], ["patrols.id"]),
        sa.PrimaryKeyConstraint("patrol_id"),
    )
    op.create_table(
        "track_holds",
        sa.Column("id", UUID, nullable=False),
        sa.Column("patrol_id", UUID, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("until", sa.Date()),
        sa.Column("placed_by", UUID, nullable=False),
        sa.Column("placed_by_name", sa.Text(), nullable=False),
        sa.Column("placed_at", _MOMENT, nullable=False, server_default=sa.func.now()),
        sa.Column("released_by", UUID),
        sa.Column("released_by_name", sa.Text()),
        sa.Column("released_at", _MOMENT),
        sa.Column("release_reason", sa.Text()),
        sa.ForeignKeyConstraint(["patrol_id"], ["patrols.id"]),
        sa.ForeignKeyConstraint(["placed_by"], ["people.id"]),
        sa.ForeignKeyConstraint(["released_by"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_track_holds_patrol_id", "track_holds", ["patrol_id"])
    for table in ("patrol_sums", "track_holds"):
        op.execute(f"alter table {table} enable row level security")
        op.execute(f"create policy fence on {table} using ({_FENCE}) with check ({_FENCE})")
    # Ended patrols are summed up when their display path is derived: once more, beside the requests.
    op.execute("update patrols set path_points = -1 where state = 'ended' and path_points >= 0")


def downgrade() -> None:
    op.drop_table("track_holds")
    op.drop_table("patrol_sums")
