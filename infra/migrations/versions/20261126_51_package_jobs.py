"""Map packages are made beside the requests, by jobs that tell how far they are."""

import sqlalchemy as sa
from alembic import op

revision = "20261126_51_package_jobs"
down_revision = "20261126_60_log"


def upgrade() -> None:
    moment = sa.TIMESTAMP(timezone=True)
    op.create_table(
        "map_package_jobs",
        sa.Column("town_code", sa.Text(), nullable=False),
        sa.Column("asked_at", moment, server_default=sa.func.now(), nullable=False),
        sa.Column("taken_until", moment),
        sa.Column("percent", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("failed", sa.Boolean(), server_default="false", nullable=False),
        sa.PrimaryKeyConstraint("town_code"),
    )
    # Tiles are gzipped; not packed again, a part of a package is read without the rest.
    op.execute("alter table map_packages alter column data set storage external")


def downgrade() -> None:
    op.drop_table("map_package_jobs")
    op.execute("alter table map_packages alter column data set storage extended")
