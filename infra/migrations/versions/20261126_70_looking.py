"""A companion's fix finds its patrol by index; processes that look for alarms know when one of them last did."""

import sqlalchemy as sa
from alembic import op

revision = "20261126_70_looking"
down_revision = "20261126_80_no_index_by_place"

_ALL = "(select ctx_reach()) = 'all'"


def upgrade() -> None:
    op.create_index("patrols_not_ended", "patrols", ["person_id"], postgresql_where=sa.text("state <> 'ended'"))
    op.create_index("patrols_by_end", "patrols", ["person_id", "ended_at"], postgresql_where=sa.text("state = 'ended'"))
    op.create_table(
        "alarm_watch",
        sa.Column("one", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("seen", sa.Text(), nullable=False),
        sa.Column("looked_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint("one", name="alarm_watch_is_one"),
        sa.PrimaryKeyConstraint("one"),
    )
    op.execute("alter table alarm_watch enable row level security")
    op.execute(f"create policy fence on alarm_watch using ({_ALL}) with check ({_ALL})")


def downgrade() -> None:
    op.drop_table("alarm_watch")
    op.drop_index("patrols_by_end", "patrols")
    op.drop_index("patrols_not_ended", "patrols")
