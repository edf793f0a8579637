"""Keys that phones sign captures with, the chains of what they signed, and what could not go into one."""

import sqlalchemy as sa
from alembic import op

revision = "20261126_81_chain"
down_revision = "20261126_70_looking"

_MOMENT = sa.TIMESTAMP(timezone=True)
_NOW = sa.func.now()
_ALL = "(select ctx_reach()) = 'all'"
_OWN = f"{_ALL} or ((select ctx_reach()) in ('own', 'town') and person_id = (select ctx_person()))"
_WITH_ITS_PERSON = f"{_OWN} or exists (select 1 from people as parent where parent.id = person_id)"
_FENCE = {
    "capture_keys": _WITH_ITS_PERSON,
    # Whoever may see a medium may see how its capture was signed, wherever the officer is from.
    "chain_entries": f"{_WITH_ITS_PERSON} or exists (select 1 from media as parent where parent.id = subject)",
    "entries_aside": _OWN,
}


def upgrade() -> None:
    _create_keys()
    _create_entries()
    for table, rule in _FENCE.items():
        op.execute(f"alter table {table} enable row level security")
        op.execute(f"create policy fence on {table} using ({rule}) with check ({rule})")
        op.execute(f"revoke delete, truncate on {table} from fengxun_app")
    op.execute("revoke update on chain_entries from fengxun_app")
    op.execute("grant update (state) on chain_entries to fengxun_app")
    op.execute(
        "create trigger chain_entries_stay before delete on chain_entries for each row execute function refuse_change()"
    )
    op.execute(
        "create trigger chain_entries_are_not_emptied before truncate on chain_entries"
        " for each statement execute function refuse_change()"
    )


def _create_keys() -> None:
    op.create_table(
        "capture_keys",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("person_id", sa.UUID(), nullable=False),
        sa.Column("device_id", sa.UUID(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("enrolled_at", _MOMENT, server_default=_NOW, nullable=False),
        sa.Column("approved_at", _MOMENT),
        sa.Column("approved_by", sa.UUID()),
        sa.Column("revoked_at", _MOMENT),
        sa.Column("revoked_reason", sa.Text()),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.ForeignKeyConstraint(["approved_by"], ["people.id"]),
        sa.ForeignKeyConstraint(["person_id", "device_id"], ["devices.person_id", "devices.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.CheckConstraint("approved_by <> person_id", name="capture_key_is_approved_by_somebody_else"),
        sa.CheckConstraint(
            "(approved_at is null) = (approved_by is null)", name="capture_key_is_approved_by_a_person_at_a_time"
        ),
    )
    op.create_index("capture_keys_of_a_device", "capture_keys", ["person_id", "device_id"])


def _create_entries() -> None:
    op.create_table(
        "chain_entries",
        sa.Column("key_id", sa.UUID(), nullable=False),
        sa.Column("n", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.UUID(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.UUID(), nullable=False),
        sa.Column("entry", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("prev", sa.Text(), nullable=False),
        sa.Column("arrived_as", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("media_sha256", sa.Text()),
        sa.Column("media_size", sa.BigInteger()),
        sa.Column("media_mime", sa.Text()),
        sa.Column("media_role", sa.Text()),
        sa.Column("received_at", _MOMENT, server_default=_NOW, nullable=False),
        sa.ForeignKeyConstraint(["key_id"], ["capture_keys.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.PrimaryKeyConstraint("key_id", "n"),
        sa.CheckConstraint("kind in ('capture', 'deleted', 'confirmed')", name="chain_entry_kind_is_known"),
        sa.CheckConstraint("state in ('whole', 'gap', 'broken')", name="chain_entry_state_is_known"),
        sa.CheckConstraint("n >= 1", name="chain_entries_count_from_one"),
    )
    op.create_index("ix_chain_entries_subject", "chain_entries", ["subject"])
    op.create_table(
        "entries_aside",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("person_id", sa.UUID(), nullable=False),
        sa.Column("key_id", sa.UUID(), nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.Column("fault", sa.Text(), nullable=False),
        sa.Column("entry", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("times", sa.Integer(), server_default="1", nullable=False),
        sa.Column("received_at", _MOMENT, server_default=_NOW, nullable=False),
        sa.Column("last_at", _MOMENT, server_default=_NOW, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("person_id", "key_id", "n", "sha256", "fault", name="the_same_entry_stands_aside_once"),
    )


def downgrade() -> None:
    for table in ("entries_aside", "chain_entries", "capture_keys"):
        op.drop_table(table)
