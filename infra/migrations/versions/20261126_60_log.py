"""The log of what was done: leaves, tiles, checkpoints and cosignatures, written by the sealer alone."""

import sqlalchemy as sa
from alembic import op

revision = "20261126_60_log"
down_revision = "20261126_50_tiles"

_TABLES = ("log_leaves", "log_tiles", "log_checkpoints", "log_cosignatures")


def upgrade() -> None:
    _create()
    op.create_index("audit_events_in_commit_order", "audit_events", ["xid", "id"])
    op.execute(
        """
        do $$ begin
            create role fengxun_sealer nologin;
        exception when duplicate_object or unique_violation then null;
        end $$
        """
    )
    op.execute("grant fengxun_sealer to current_user")
    op.execute("grant usage on schema public to fengxun_sealer")
    op.execute("grant select on audit_events to fengxun_sealer")
    for table in _TABLES:
        op.execute(f"revoke insert, update, delete on {table} from fengxun_app")
        op.execute(f"grant select, insert on {table} to fengxun_sealer")
        op.execute(f"alter table {table} enable row level security")
        op.execute(f"create policy reading on {table} for select using (true)")
        op.execute(f"create policy writing on {table} for insert with check (true)")
        op.execute(
            f"create trigger {table}_stay before update or delete on {table} for each row execute function refuse_change()"
        )
        op.execute(
            f"create trigger {table}_are_not_emptied before truncate on {table}"
            " for each statement execute function refuse_change()"
        )


def _create() -> None:
    op.create_table(
        "log_leaves",
        sa.Column("index", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("event", sa.BigInteger(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("index"),
        sa.UniqueConstraint("event"),
    )
    op.create_table(
        "log_tiles",
        sa.Column("level", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("index", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("level", "index"),
    )
    op.create_table(
        "log_checkpoints",
        sa.Column("size", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("root", sa.LargeBinary(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("signed_at", sa.TIMESTAMP(timezone=True), nullable=False, server_default=sa.func.now()),
        sa.PrimaryKeyConstraint("size"),
    )
    op.create_table(
        "log_cosignatures",
        sa.Column("size", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("witness", sa.Text(), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("at", sa.TIMESTAMP(timezone=True), nullable=False, server_default=sa.func.now()),
        sa.PrimaryKeyConstraint("size", "witness"),
    )


def downgrade() -> None:
    op.drop_index("audit_events_in_commit_order", "audit_events")
    for table in _TABLES:
        op.drop_table(table)
