"""A person may give a program a key of its own to read map layers with."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import UUID

revision = "20261126_20_access_keys"
down_revision = "20261126_40_live_positions"

_MOMENT = sa.TIMESTAMP(timezone=True)
_OWN = """
    (select ctx_reach()) = 'all'
    or ((select ctx_reach()) in ('own', 'town', 'all') and person_id = (select ctx_person()))
"""


def upgrade() -> None:
    op.create_table(
        "access_keys",
        sa.Column("id", UUID, nullable=False),
        sa.Column("person_id", UUID, nullable=False),
        sa.Column("key_sha256", sa.LargeBinary(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("created_at", _MOMENT, server_default=sa.func.now(), nullable=False),
        sa.Column("ends_at", _MOMENT, nullable=False),
        sa.Column("used_at", _MOMENT),
        sa.Column("revoked_at", _MOMENT),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key_sha256", name="access_key_is_unique"),
    )
    op.create_index("ix_access_keys_person_id", "access_keys", ["person_id"])
    op.execute("alter table access_keys enable row level security")
    op.execute(f"create policy fence on access_keys using ({_OWN}) with check ({_OWN})")


def downgrade() -> None:
    op.drop_table("access_keys")
