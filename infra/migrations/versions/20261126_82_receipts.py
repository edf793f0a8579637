"""A medium has a second hash of its stored bytes, SM3, and the receipt that was given for it."""

import sqlalchemy as sa
from alembic import op

revision = "20261126_82_receipts"
down_revision = "20261126_81_chain"

_FENCE = "exists (select 1 from media as parent where parent.id = medium_id)"


def upgrade() -> None:
    op.add_column("media", sa.Column("stored_sm3", sa.Text()))
    op.create_table(
        "media_receipts",
        sa.Column("medium_id", sa.UUID(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.Column("given_at", sa.TIMESTAMP(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.ForeignKeyConstraint(["medium_id"], ["media.id"]),
        sa.PrimaryKeyConstraint("medium_id"),
    )
    op.execute("revoke update, delete, truncate on media_receipts from fengxun_app")
    op.execute("alter table media_receipts enable row level security")
    op.execute(f"create policy fence on media_receipts using ({_FENCE}) with check ({_FENCE})")


def downgrade() -> None:
    op.drop_table("media_receipts")
    op.drop_column("media", "stored_sm3")
