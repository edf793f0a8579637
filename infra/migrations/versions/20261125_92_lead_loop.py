"""A lead can be handled and closed, added to, and objected to."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, UUID

revision = "20261125_92_lead_loop"
down_revision = "20261125_91_media_roles"

_STATES = "state in ('reported', 'accepted', 'rejected', 'assigned'{})"
_KINDS = "kind in ('reported', 'accepted', 'rejected', 'assigned', 'noted', 'withdrawn'{})"
_MORE_STATES = ", 'handled', 'closed'"
_MORE_KINDS = ", 'set_out', 'handled', 'closed', 'added', 'objected', 'upheld'"


def _replace(table: str, name: str, condition: str) -> None:
    op.drop_constraint(name, table)
    op.create_check_constraint(name, table, condition)


def upgrade() -> None:
    op.add_column("leads", sa.Column("objection", sa.Text()))
    op.create_check_constraint("lead_objection_is_known", "leads", "objection in ('open', 'upheld', 'taken_up')")
    op.create_index("leads_by_assignee", "leads", ["assigned_to", sa.literal_column("received_at desc")])
    op.add_column("lead_steps", sa.Column("media", ARRAY(UUID), nullable=False, server_default="{}"))
    _replace("leads", "lead_state_is_known", _STATES.format(_MORE_STATES))
    _replace("lead_steps", "lead_step_kind_is_known", _KINDS.format(_MORE_KINDS))


def downgrade() -> None:
    op.execute(f"delete from lead_steps where kind in ({_MORE_KINDS[2:]})")
    op.execute("update leads set state = 'assigned' where state in ('handled', 'closed')")
    _replace("lead_steps", "lead_step_kind_is_known", _KINDS.format(""))
    _replace("leads", "lead_state_is_known", _STATES.format(""))
    op.drop_column("lead_steps", "media")
    op.drop_index("leads_by_assignee", "leads")
    op.drop_column("leads", "objection")
