"""A device may have a name that was given to it, which outlasts what it calls itself."""

import sqlalchemy as sa
from alembic import op

revision = "20261126_98_device_names"
down_revision = "20261126_97_batches_cost_less"


def upgrade() -> None:
    op.add_column("devices", sa.Column("named", sa.Boolean(), nullable=False, server_default="false"))


def downgrade() -> None:
    op.drop_column("devices", "named")
