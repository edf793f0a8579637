"""The town's own map: roads, water, buildings and places, and the packages made of them for phones."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry
from sqlalchemy.dialects.postgresql import UUID

revision = "20261125_90_basemap"
down_revision = "20261125_82_alarms"


def upgrade() -> None:
    op.create_table(
        "map_features",
        sa.Column("id", UUID(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("rank", sa.SmallInteger(), nullable=False),
        sa.Column("min_zoom", sa.SmallInteger(), nullable=False),
        sa.Column("geom", Geometry("GEOMETRY", 4490, spatial_index=False), nullable=False),
        sa.CheckConstraint("kind in ('water', 'building', 'road', 'place')", name="map_feature_kind_is_known"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_map_features_source", "map_features", ["source"])
    op.create_index("map_features_by_place", "map_features", ["geom"], postgresql_using="gist")
    op.create_table(
        "map_packages",
        sa.Column("town_code", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.TIMESTAMP(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.PrimaryKeyConstraint("town_code"),
    )
    op.execute("insert into data_versions (name, version) values ('map_features', 1)")
    op.execute(
        """
        create trigger map_features_move_on after insert or update or delete on map_features
            for each statement execute function move_data_version()
        """
    )


def downgrade() -> None:
    op.drop_table("map_packages")
    op.drop_table("map_features")
    op.execute("delete from data_versions where name = 'map_features'")
