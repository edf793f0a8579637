"""An entry says who the second officer is, so that what waits for their word is found."""

import sqlalchemy as sa
from alembic import op

revision = "20261126_9a_second_waits"
down_revision = "20261126_99_second_officer"


def upgrade() -> None:
    op.add_column("chain_entries", sa.Column("second_officer", sa.UUID()))
    op.execute(
        "update chain_entries set second_officer = (convert_from(entry, 'UTF8')::jsonb -> 'officers' ->> 1)::uuid"
        " where kind = 'capture'"
    )
    op.create_index(
        "chain_entries_of_two", "chain_entries", ["second_officer"],
        postgresql_where=sa.text("second_officer is not null"),
    )  # fmt: skip


def downgrade() -> None:
    op.drop_column("chain_entries", "second_officer")
