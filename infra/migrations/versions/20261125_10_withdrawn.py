"""A decision that was taken back within minutes: one more step that refers to the one it takes back."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB, UUID

revision = "20261125_10_withdrawn"
down_revision = "20261123_05_people_without_roles"

_KINDS = "'reported', 'accepted', 'rejected', 'assigned', 'noted'"


def upgrade() -> None:
    op.add_column("lead_steps", sa.Column("withdraws", UUID, sa.ForeignKey("lead_steps.id")))
    op.add_column("lead_steps", sa.Column("before", JSONB))
    op.drop_constraint("lead_step_kind_is_known", "lead_steps")
    op.create_check_constraint("lead_step_kind_is_known", "lead_steps", f"kind in ({_KINDS}, 'withdrawn')")


def downgrade() -> None:
    op.drop_constraint("lead_step_kind_is_known", "lead_steps")
    op.execute("update lead_steps set withdraws = null")
    op.execute("delete from lead_steps where kind = 'withdrawn'")
    op.create_check_constraint("lead_step_kind_is_known", "lead_steps", f"kind in ({_KINDS})")
    op.drop_column("lead_steps", "before")
    op.drop_column("lead_steps", "withdraws")
