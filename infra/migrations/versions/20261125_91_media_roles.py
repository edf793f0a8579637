"""A medium says what it is to its lead, and a picture that was made of another one says of which."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import UUID

revision = "20261125_91_media_roles"
down_revision = "20261125_90_basemap"


def upgrade() -> None:
    op.add_column("media", sa.Column("role", sa.Text, nullable=False, server_default="original"))
    op.add_column("media", sa.Column("derived_from", UUID))
    op.create_check_constraint("medium_role_is_known", "media", "role in ('original', 'voice', 'stamped', 'annotated')")
    op.create_check_constraint(
        "medium_is_derived_when_its_role_says_so",
        "media",
        "(role in ('stamped', 'annotated')) = (derived_from is not null)",
    )
    op.create_unique_constraint("media_of_a_lead", "media", ["lead_id", "id"])
    op.create_foreign_key(
        "medium_is_derived_within_its_lead", "media", "media", ["lead_id", "derived_from"], ["lead_id", "id"]
    )


def downgrade() -> None:
    op.drop_constraint("medium_is_derived_within_its_lead", "media")
    op.drop_constraint("media_of_a_lead", "media")
    op.drop_constraint("medium_is_derived_when_its_role_says_so", "media")
    op.drop_constraint("medium_role_is_known", "media")
    op.drop_column("media", "derived_from")
    op.drop_column("media", "role")
