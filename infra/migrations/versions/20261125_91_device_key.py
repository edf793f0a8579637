"""A secret of each person on each device, given out for the right password only."""

import sqlalchemy as sa
from alembic import op

revision = "20261125_91_device_key"
down_revision = "20261125_92_lead_loop"


def upgrade() -> None:
    op.add_column("devices", sa.Column("device_key", sa.LargeBinary()))


def downgrade() -> None:
    op.drop_column("devices", "device_key")
