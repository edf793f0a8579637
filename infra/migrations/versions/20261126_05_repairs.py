"""What could be done about faults of the areas of a file is kept with it."""

import sqlalchemy as sa
from alembic import op

revision = "20261126_05_repairs"
down_revision = "20261126_01_laid_batches"


def upgrade() -> None:
    op.add_column("area_imports", sa.Column("repairs", sa.LargeBinary(), server_default="", nullable=False))


def downgrade() -> None:
    op.drop_column("area_imports", "repairs")
