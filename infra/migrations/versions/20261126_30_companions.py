"""Companions: other apps that tell where an officer is; and what of theirs could not be used."""

import sqlalchemy as sa
from alembic import op

revision = "20261126_30_companions"
down_revision = "20261126_20_access_keys"

_MOMENT = sa.TIMESTAMP(timezone=True)
_ALL = "(select ctx_reach()) = 'all'"
_OWN = "(select ctx_reach()) in ('own', 'town', 'all') and person_id = (select ctx_person())"
_FENCE = {"companions": f"{_ALL} or ({_OWN})", "kept_aside": _ALL}


def upgrade() -> None:
    op.create_table(
        "companions",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("person_id", sa.UUID(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("secret_sha256", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False, server_default=sa.func.now()),
        sa.Column("created_by", sa.UUID(), nullable=False),
        sa.Column("seen_at", _MOMENT),
        sa.Column("stored_at", _MOMENT),
        sa.Column("off_duty_at", _MOMENT),
        sa.Column("revoked_at", _MOMENT),
        sa.Column("revoked_reason", sa.Text()),
        sa.CheckConstraint("kind in ('owntracks', 'traccar', 'osmand')", name="companion_kind_is_known"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.ForeignKeyConstraint(["created_by"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("secret_sha256"),
    )
    op.create_index(op.f("ix_companions_person_id"), "companions", ["person_id"])
    op.create_table(
        "kept_aside",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("companion_id", sa.UUID(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary()),
        sa.Column("times", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("received_at", _MOMENT, nullable=False, server_default=sa.func.now()),
        sa.Column("last_at", _MOMENT, nullable=False, server_default=sa.func.now()),
        sa.Column("settled_at", _MOMENT),
        sa.Column("settled_by", sa.UUID()),
        sa.ForeignKeyConstraint(["companion_id"], ["companions.id"]),
        sa.ForeignKeyConstraint(["settled_by"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("companion_id", "sha256", name="the_same_stands_aside_once"),
    )
    op.create_index("kept_aside_by_time", "kept_aside", [sa.text("last_at desc"), "id"])
    # A companion's fixes come one by one; whether one is there already is told by its time.
    op.create_index(
        "track_batches_of_companions",
        "track_batches",
        ["patrol_id", "from_at"],
        postgresql_where=sa.text("first_seq >= 1000000 and pieces is null"),
    )
    for table, rule in _FENCE.items():
        op.execute(f"alter table {table} enable row level security")
        op.execute(f"create policy fence on {table} using ({rule}) with check ({rule})")


def downgrade() -> None:
    op.drop_index("track_batches_of_companions", "track_batches")
    op.drop_table("kept_aside")
    op.drop_table("companions")
