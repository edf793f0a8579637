import sqlalchemy as sa
from geoalchemy2 import Geometry
from sqlalchemy.dialects.postgresql import BYTEA, JSONB, UUID, ExcludeConstraint

from backend.core.geojson import SRID
from backend.core.tables import Moment, metadata

areas = sa.Table(
    "areas",
    metadata,
    sa.Column("id", UUID, primary_key=True),
    sa.Column("number", sa.Integer, sa.Identity(always=True), unique=True, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("town_code", sa.Text),
    sa.Column("valid_from", sa.Date, nullable=False),
    sa.Column("valid_to", sa.Date),
    sa.Column("geom", Geometry("MULTIPOLYGON", SRID, spatial_index=False), nullable=False),
    sa.Column("area_m2", sa.Float, nullable=False),
    sa.Column("import_id", UUID),
    # For tiles: in Web Mercator, and simplified to within half a pixel: 8 m below zoom 14, 20 m below zoom 12.
    sa.Column(
        "shape",
        Geometry("MULTIPOLYGON", 3857, spatial_index=False),
        sa.Computed("st_transform(geom, 3857)", persisted=True),
    ),
    sa.Column(
        "shape_mid",
        Geometry("MULTIPOLYGON", 3857, spatial_index=False),
        sa.Computed("st_multi(st_simplifypreservetopology(st_transform(geom, 3857), 8))", persisted=True),
    ),
    sa.Column(
        "shape_far",
        Geometry("MULTIPOLYGON", 3857, spatial_index=False),
        sa.Computed("st_multi(st_simplifypreservetopology(st_transform(geom, 3857), 20))", persisted=True),
    ),
    # Where its name stands.
    sa.Column(
        "label",
        Geometry("POINT", 3857, spatial_index=False),
        sa.Computed("st_pointonsurface(st_transform(geom, 3857))", persisted=True),
    ),
    sa.CheckConstraint(
        "kind in ('county', 'town', 'village', 'duty_zone', 'unit_grid', 'governance_grid')", name="area_kind_is_known"
    ),
    sa.CheckConstraint("valid_to is null or valid_to >= valid_from", name="area_ends_after_it_begins"),
    sa.CheckConstraint("st_isvalid(geom)", name="area_shape_is_valid"),
    ExcludeConstraint(
        (sa.column("kind"), "="),
        (sa.column("code"), "="),
        (sa.text("daterange(valid_from, valid_to)"), "&&"),
        name="areas_in_force_do_not_repeat",
        using="gist",
    ),
    sa.Index("areas_by_place", "geom", postgresql_using="gist"),
    sa.Index("areas_by_shape", "shape", postgresql_using="gist"),
)

area_imports = sa.Table(
    "area_imports",
    metadata,
    sa.Column("id", UUID, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("valid_from", sa.Date, nullable=False),
    sa.Column("filename", sa.Text, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("file", BYTEA, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("report", JSONB, nullable=False),
    sa.Column("mode", sa.Text, nullable=False, server_default="by_code"),
    sa.Column("feature_count", sa.Integer, nullable=False, server_default="0"),
    sa.Column("good_count", sa.Integer, nullable=False, server_default="0"),
    sa.Column("applied_count", sa.Integer, nullable=False, server_default="0"),
    sa.Column("shapes", BYTEA, nullable=False, server_default=""),
    sa.Column("accepted", sa.Text),
    sa.Column("imported_by", UUID),
    sa.Column("at", Moment, nullable=False, server_default=sa.func.now()),
    sa.Column("decided_at", Moment),
    sa.Column("decided_by", UUID),
    sa.Column("withdrawn_at", Moment),
    sa.Column("withdrawn_by", UUID),
    sa.Column("previews", BYTEA, nullable=False, server_default=""),
    sa.Column("repairs", BYTEA, nullable=False, server_default=""),
    sa.Column("ended", JSONB, nullable=False, server_default="[]"),
    sa.Column("origin", sa.Text, nullable=False, server_default="file"),
    sa.CheckConstraint("state in ('checked', 'applied', 'refused', 'withdrawn')", name="area_import_state_is_known"),
    sa.CheckConstraint("origin in ('file', 'map')", name="area_import_origin_is_known"),
    sa.CheckConstraint("mode in ('by_code', 'replace_all')", name="area_import_mode_is_known"),
)
