"""People may have a telephone number."""

import sqlalchemy as sa
from alembic import op

revision = "20261126_96_phone_numbers"
down_revision = "20261126_95_urgent"


def upgrade() -> None:
    op.add_column("people", sa.Column("phone", sa.Text()))


def downgrade() -> None:
    op.drop_column("people", "phone")
