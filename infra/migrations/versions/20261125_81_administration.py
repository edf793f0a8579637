"""Passwords that must be changed at first sign-in; imports of areas that can be seen on a map and taken back."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB, TIMESTAMP, UUID

revision = "20261125_81_administration"
down_revision = "20261125_10_withdrawn"

_BEFORE = "state in ('checked', 'applied', 'refused')"
_AFTER = "state in ('checked', 'applied', 'refused', 'withdrawn')"
_ADDED = ("ended", "previews", "withdrawn_by", "withdrawn_at", "decided_by", "decided_at")


def upgrade() -> None:
    op.add_column("people", sa.Column("must_change_password", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("area_imports", sa.Column("decided_at", TIMESTAMP(timezone=True)))
    op.add_column("area_imports", sa.Column("decided_by", UUID()))
    op.add_column("area_imports", sa.Column("withdrawn_at", TIMESTAMP(timezone=True)))
    op.add_column("area_imports", sa.Column("withdrawn_by", UUID()))
    op.add_column("area_imports", sa.Column("previews", sa.LargeBinary(), server_default="", nullable=False))
    op.add_column("area_imports", sa.Column("ended", JSONB(), server_default="[]", nullable=False))
    _state_is(_AFTER)


def downgrade() -> None:
    _state_is(_BEFORE)
    for column in _ADDED:
        op.drop_column("area_imports", column)
    op.drop_column("people", "must_change_password")


def _state_is(rule: str) -> None:
    op.drop_constraint("area_import_state_is_known", "area_imports")
    op.create_check_constraint("area_import_state_is_known", "area_imports", rule)
