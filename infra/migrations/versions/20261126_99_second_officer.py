"""A patrol may name the second officer who is along."""

import sqlalchemy as sa
from alembic import op

revision = "20261126_99_second_officer"
down_revision = "20261126_98_device_names"


def upgrade() -> None:
    op.add_column("patrols", sa.Column("second_officer_id", sa.UUID(), sa.ForeignKey("people.id")))
    op.add_column("patrols", sa.Column("second_officer_name", sa.Text()))


def downgrade() -> None:
    op.drop_column("patrols", "second_officer_name")
    op.drop_column("patrols", "second_officer_id")
