"""The time stamps of an authority on checkpoints, written by the sealer alone."""

import sqlalchemy as sa
from alembic import op

revision = "20261126_90_stamps"
down_revision = "20261126_82_receipts"


def upgrade() -> None:
    op.create_table(
        "log_stamps",
        sa.Column("size", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("token", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("stamped_at", sa.TIMESTAMP(timezone=True), nullable=False, server_default=sa.func.now()),
        sa.PrimaryKeyConstraint("size"),
    )
    op.execute("revoke insert, update, delete on log_stamps from fengxun_app")
    op.execute("grant select, insert on log_stamps to fengxun_sealer")
    op.execute("alter table log_stamps enable row level security")
    op.execute("create policy reading on log_stamps for select using (true)")
    op.execute("create policy writing on log_stamps for insert with check (true)")
    op.execute(
        "create trigger log_stamps_stay before update or delete on log_stamps"
        " for each row execute function refuse_change()"
    )
    op.execute(
        "create trigger log_stamps_are_not_emptied before truncate on log_stamps"
        " for each statement execute function refuse_change()"
    )


def downgrade() -> None:
    op.drop_table("log_stamps")
