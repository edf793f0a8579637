"""Of what class a lead's evidence is, what is held beyond its time, and what stays of a medium that was deleted."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import UUID

revision = "20261126_93_evidence_retention"
down_revision = "20261126_92_originals"

_MOMENT, _NOW = sa.TIMESTAMP(timezone=True), sa.func.now()
_OF_A_LEAD = "exists (select 1 from leads as parent where parent.id = lead_id)"
_FENCE = {
    "evidence_classes": _OF_A_LEAD,
    "evidence_holds": _OF_A_LEAD,
    "media_tombstones": "exists (select 1 from media as parent where parent.id = medium_id)",
}
_STATES = "state in ('declared', 'uploading', 'verifying', 'received', 'mismatch'{})"


def upgrade() -> None:
    _create()
    for table, rule in _FENCE.items():
        op.execute(f"alter table {table} enable row level security")
        op.execute(f"create policy fence on {table} using ({rule}) with check ({rule})")
        op.execute(f"revoke delete, truncate on {table} from fengxun_app")
    op.execute("revoke update on media_tombstones from fengxun_app")
    op.drop_constraint("medium_state_is_known", "media")
    op.create_check_constraint("medium_state_is_known", "media", _STATES.format(", 'erased'"))


def _create() -> None:
    op.create_table(
        "evidence_classes",
        sa.Column("lead_id", UUID, sa.ForeignKey("leads.id"), primary_key=True),
        sa.Column("class", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("set_by", UUID, sa.ForeignKey("people.id"), nullable=False),
        sa.Column("set_by_name", sa.Text, nullable=False),
        sa.Column("set_at", _MOMENT, nullable=False, server_default=_NOW),
        sa.CheckConstraint(
            "class in ('patrol_only', 'no_case', 'simple_case', 'ordinary_case', 'obstruction', 'mass_incident',"
            " 'other_major')",
            name="evidence_class_is_known",
        ),
    )
    op.create_table(
        "evidence_holds",
        sa.Column("id", UUID, primary_key=True),
        sa.Column("lead_id", UUID, sa.ForeignKey("leads.id"), nullable=False, index=True),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("until", sa.Date),
        sa.Column("placed_by", UUID, sa.ForeignKey("people.id"), nullable=False),
        sa.Column("placed_by_name", sa.Text, nullable=False),
        sa.Column("placed_at", _MOMENT, nullable=False, server_default=_NOW),
        sa.Column("released_by", UUID, sa.ForeignKey("people.id")),
        sa.Column("released_by_name", sa.Text),
        sa.Column("released_at", _MOMENT),
        sa.Column("release_reason", sa.Text),
    )
    op.create_table(
        "media_tombstones",
        sa.Column("medium_id", UUID, sa.ForeignKey("media.id"), primary_key=True),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("captured_at", _MOMENT, nullable=False),
        sa.Column("received_at", _MOMENT),
        sa.Column("class", sa.Text, nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("erased_on", sa.Date, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.CheckConstraint("erased_on >= due_on", name="medium_is_erased_when_it_is_due"),
    )


def downgrade() -> None:
    for table in _FENCE:
        op.drop_table(table)
    op.drop_constraint("medium_state_is_known", "media")
    op.create_check_constraint("medium_state_is_known", "media", _STATES.format(""))
