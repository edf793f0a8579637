"""An import of areas says whether it was a file, or borders changed on the map."""

import sqlalchemy as sa
from alembic import op

revision = "20261126_61_drawn"
down_revision = "20261126_23_track_keeping"


def upgrade() -> None:
    op.add_column("area_imports", sa.Column("origin", sa.Text, server_default="file", nullable=False))
    op.create_check_constraint("area_import_origin_is_known", "area_imports", "origin in ('file', 'map')")


def downgrade() -> None:
    op.drop_constraint("area_import_origin_is_known", "area_imports")
    op.drop_column("area_imports", "origin")
