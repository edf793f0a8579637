"""What a companion's fix may belong to is found without reading all that its person ever patrolled."""

import sqlalchemy as sa
from alembic import op

revision = "20261126_70_looking"
down_revision = "20261126_61_drawn"


def upgrade() -> None:
    op.create_index("patrols_not_ended", "patrols", ["person_id"], postgresql_where=sa.text("state <> 'ended'"))
    op.create_index("patrols_by_end", "patrols", ["person_id", "ended_at"], postgresql_where=sa.text("state = 'ended'"))


def downgrade() -> None:
    op.drop_index("patrols_by_end", "patrols")
    op.drop_index("patrols_not_ended", "patrols")
