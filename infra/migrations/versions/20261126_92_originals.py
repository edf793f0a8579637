"""Where each original lies: which version in the bucket of originals, and until when the store keeps it from deletion."""

import sqlalchemy as sa
from alembic import op

revision = "20261126_92_originals"
down_revision = "20261126_90_stamps"


def upgrade() -> None:
    op.add_column("media", sa.Column("vaulted", sa.Boolean, nullable=False, server_default="false"))
    op.add_column("media", sa.Column("object_version", sa.Text))
    op.add_column("media", sa.Column("locked_until", sa.TIMESTAMP(timezone=True)))
    op.drop_constraint("medium_role_is_known", "media")
    op.drop_constraint("medium_is_derived_when_its_role_says_so", "media")
    op.create_check_constraint(
        "medium_role_is_known", "media", "role in ('original', 'voice', 'stamped', 'annotated', 'redacted')"
    )
    op.create_check_constraint(
        "medium_is_derived_when_its_role_says_so",
        "media",
        "(role in ('stamped', 'annotated', 'redacted')) = (derived_from is not null)",
    )


def downgrade() -> None:
    op.drop_constraint("medium_is_derived_when_its_role_says_so", "media")
    op.drop_constraint("medium_role_is_known", "media")
    op.create_check_constraint("medium_role_is_known", "media", "role in ('original', 'voice', 'stamped', 'annotated')")
    op.create_check_constraint(
        "medium_is_derived_when_its_role_says_so",
        "media",
        "(role in ('stamped', 'annotated')) = (derived_from is not null)",
    )
    for column in ("locked_until", "object_version", "vaulted"):
        op.drop_column("media", column)
