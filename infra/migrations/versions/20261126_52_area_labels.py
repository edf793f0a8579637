"""Where an area's name stands on the map: one place, whatever tiles the area lies on."""

from alembic import op

revision = "20261126_52_area_labels"
down_revision = "20261126_31_alarm_rules"


def upgrade() -> None:
    op.execute(
        """
        alter table areas add column label geometry(Point, 3857) generated always as
            (st_pointonsurface(st_transform(geom, 3857))) stored
        """
    )


def downgrade() -> None:
    op.drop_column("areas", "label")
