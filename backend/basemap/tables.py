import sqlalchemy as sa
from geoalchemy2 import Geometry
from sqlalchemy.dialects.postgresql import BYTEA, UUID

from backend.core.geojson import SRID
from backend.core.tables import Moment, metadata

map_features = sa.Table(
    "map_features",
    metadata,
    sa.Column("id", UUID, primary_key=True),
    sa.Column("source", sa.Text, nullable=False, index=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("rank", sa.SmallInteger, nullable=False),
    sa.Column("min_zoom", sa.SmallInteger, nullable=False),
    sa.Column("geom", Geometry("GEOMETRY", SRID, spatial_index=False), nullable=False),
    sa.CheckConstraint("kind in ('water', 'building', 'road', 'place')", name="map_feature_kind_is_known"),
    sa.Index("map_features_by_place", "geom", postgresql_using="gist"),
)

map_packages = sa.Table(
    "map_packages",
    metadata,
    sa.Column("town_code", sa.Text, primary_key=True),
    sa.Column("version", sa.Text, nullable=False),
    sa.Column("data", BYTEA, nullable=False),
    sa.Column("made_at", Moment, nullable=False, server_default=sa.func.now()),
)

map_package_jobs = sa.Table(
    "map_package_jobs",
    metadata,
    sa.Column("town_code", sa.Text, primary_key=True),
    sa.Column("asked_at", Moment, nullable=False, server_default=sa.func.now()),
    # Until then whoever works on it says so; afterwards it is anybody's again.
    sa.Column("taken_until", Moment),
    sa.Column("percent", sa.SmallInteger, nullable=False, server_default="0"),
    sa.Column("failed", sa.Boolean, nullable=False, server_default="false"),
)
