"""The first tables: people, areas, patrols, leads, media, audit, live events."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry
from sqlalchemy.dialects import postgresql

from backend.core.tables import Xid8

revision = "20261123_01_first_tables"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "area_imports",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("file", postgresql.BYTEA(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("report", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("imported_by", sa.UUID(), nullable=True),
        sa.Column("at", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("state in ('checked', 'applied', 'refused')", name="area_import_state_is_known"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_geospatial_table(
        "areas",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("number", sa.Integer(), sa.Identity(always=True), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("town_code", sa.Text(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column(
            "geom",
            Geometry(
                geometry_type="MULTIPOLYGON",
                srid=4490,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
                nullable=False,
            ),
            nullable=False,
        ),
        sa.Column("area_m2", sa.Float(), nullable=False),
        sa.Column("import_id", sa.UUID(), nullable=True),
        postgresql.ExcludeConstraint(
            (sa.column("kind"), "="),
            (sa.column("code"), "="),
            (sa.text("daterange(valid_from, valid_to)"), "&&"),
            using="gist",
            name="areas_in_force_do_not_repeat",
        ),
        sa.CheckConstraint(
            "kind in ('county', 'town', 'village', 'duty_zone', 'unit_grid', 'governance_grid')",
            name="area_kind_is_known",
        ),
        sa.CheckConstraint("st_isvalid(geom)", name="area_shape_is_valid"),
        sa.CheckConstraint("valid_to is null or valid_to >= valid_from", name="area_ends_after_it_begins"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("number"),
    )
    op.create_geospatial_index(
        "areas_by_place", "areas", ["geom"], unique=False, postgresql_using="gist", postgresql_ops={}
    )
    op.create_table(
        "audit_events",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("xid", Xid8(), server_default=sa.text("pg_current_xact_id()"), nullable=False),
        sa.Column("at", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("actor", sa.UUID(), nullable=True),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject", sa.UUID(), nullable=False),
        sa.Column("detail", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_audit_events_subject"), "audit_events", ["subject"], unique=False)
    op.create_table(
        "lead_categories",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name_zh", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("dominant", sa.Boolean(), nullable=False),
        sa.Column("event_code", sa.Text(), nullable=True),
        sa.Column("order", sa.Integer(), nullable=False),
        sa.Column("keywords", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("code"),
    )
    op.create_table(
        "live_events",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("xid", Xid8(), server_default=sa.text("pg_current_xact_id()"), nullable=False),
        sa.Column("at", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("town_code", sa.Text(), nullable=True),
        sa.Column("owner", sa.UUID(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.UUID(), nullable=False),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("live_events_in_commit_order", "live_events", ["xid", "id"], unique=False)
    op.create_table(
        "people",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("display_name", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("roles", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("town_codes", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("squad", sa.Text(), nullable=True),
        sa.Column("disabled", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("cardinality(roles) > 0", name="person_has_a_role"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name", name="person_name_is_unique"),
    )
    op.create_table(
        "sign_in_attempts",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_failure_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", "device"),
    )
    op.create_table(
        "devices",
        sa.Column("person_id", sa.UUID(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("enrolled_at", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("seen_at", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("revoked_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("revoked_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
        ),
        sa.PrimaryKeyConstraint("person_id", "id"),
    )
    op.create_geospatial_table(
        "leads",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column(
            "place",
            Geometry(
                geometry_type="POINT",
                srid=4490,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
                nullable=False,
            ),
            nullable=False,
        ),
        sa.Column("place_source", sa.Text(), nullable=False),
        sa.Column("fix", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("town_code", sa.Text(), nullable=True),
        sa.Column("town_name", sa.Text(), nullable=True),
        sa.Column("duty_zone_id", sa.UUID(), nullable=True),
        sa.Column("duty_zone_name", sa.Text(), nullable=True),
        sa.Column("reported_by", sa.UUID(), nullable=False),
        sa.Column("reported_by_name", sa.Text(), nullable=False),
        sa.Column("device_id", sa.UUID(), nullable=True),
        sa.Column("patrol_id", sa.UUID(), nullable=True),
        sa.Column("captured_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("received_at", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("assigned_to", sa.UUID(), nullable=True),
        sa.Column("assigned_to_name", sa.Text(), nullable=True),
        sa.Column("revision", sa.Integer(), server_default="1", nullable=False),
        sa.Column("app_build", sa.Text(), nullable=False),
        sa.Column("sent_sha256", sa.Text(), nullable=False),
        sa.CheckConstraint("place_source in ('own_fix', 'pin')", name="lead_place_source_is_known"),
        sa.CheckConstraint("state in ('reported', 'accepted', 'rejected', 'assigned')", name="lead_state_is_known"),
        sa.ForeignKeyConstraint(
            ["assigned_to"],
            ["people.id"],
        ),
        sa.ForeignKeyConstraint(
            ["category"],
            ["lead_categories.code"],
        ),
        sa.ForeignKeyConstraint(
            ["duty_zone_id"],
            ["areas.id"],
        ),
        sa.ForeignKeyConstraint(
            ["reported_by"],
            ["people.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_geospatial_index(
        "leads_by_place", "leads", ["place"], unique=False, postgresql_using="gist", postgresql_ops={}
    )
    op.create_index("leads_by_reporter", "leads", ["reported_by", sa.literal_column("received_at desc")], unique=False)
    op.create_index(
        "leads_newest_first",
        "leads",
        ["town_code", sa.literal_column("received_at desc"), sa.literal_column("id desc")],
        unique=False,
    )
    op.create_table(
        "patrols",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("person_id", sa.UUID(), nullable=False),
        sa.Column("person_name", sa.Text(), nullable=False),
        sa.Column("town_code", sa.Text(), nullable=False),
        sa.Column("squad", sa.Text(), nullable=False),
        sa.Column("duty_zone_id", sa.UUID(), nullable=True),
        sa.Column("vehicle", sa.Text(), nullable=True),
        sa.Column("device_id", sa.UUID(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("started_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("ended_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("received_at", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("sent_sha256", sa.Text(), nullable=False),
        sa.CheckConstraint("state in ('running', 'paused', 'ended')", name="patrol_state_is_known"),
        sa.ForeignKeyConstraint(
            ["duty_zone_id"],
            ["areas.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("patrols_by_person", "patrols", ["person_id", "started_at"], unique=False)
    op.create_index("patrols_by_town", "patrols", ["town_code", "started_at"], unique=False)
    op.create_table(
        "sessions",
        sa.Column("token_sha256", postgresql.BYTEA(), nullable=False),
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("person_id", sa.UUID(), nullable=False),
        sa.Column("device_id", sa.UUID(), nullable=True),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("seen_at", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("idle_until", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("ends_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("revoked_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
        ),
        sa.PrimaryKeyConstraint("token_sha256"),
        sa.UniqueConstraint("id"),
    )
    op.create_index(op.f("ix_sessions_person_id"), "sessions", ["person_id"], unique=False)
    op.create_table(
        "lead_steps",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("lead_id", sa.UUID(), nullable=False),
        sa.Column("order", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("received_at", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("actor_id", sa.UUID(), nullable=False),
        sa.Column("actor_name", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("assignee_id", sa.UUID(), nullable=True),
        sa.Column("assignee_name", sa.Text(), nullable=True),
        sa.Column("sent_sha256", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind in ('reported', 'accepted', 'rejected', 'assigned', 'noted')", name="lead_step_kind_is_known"
        ),
        sa.ForeignKeyConstraint(
            ["actor_id"],
            ["people.id"],
        ),
        sa.ForeignKeyConstraint(
            ["assignee_id"],
            ["people.id"],
        ),
        sa.ForeignKeyConstraint(
            ["lead_id"],
            ["leads.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("lead_id", "order", name="lead_steps_have_one_order"),
    )
    op.create_table(
        "live_positions",
        sa.Column("person_id", sa.UUID(), nullable=False),
        sa.Column("patrol_id", sa.UUID(), nullable=False),
        sa.Column("town_code", sa.Text(), nullable=False),
        sa.Column("lon", sa.Float(), nullable=False),
        sa.Column("lat", sa.Float(), nullable=False),
        sa.Column("at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("accuracy_m", sa.Float(), nullable=True),
        sa.Column("speed_ms", sa.Float(), nullable=True),
        sa.Column("heading_deg", sa.Float(), nullable=True),
        sa.Column("battery", sa.SmallInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["patrol_id"],
            ["patrols.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
        ),
        sa.PrimaryKeyConstraint("person_id"),
    )
    op.create_table(
        "media",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("lead_id", sa.UUID(), nullable=False),
        sa.Column("captured_by", sa.UUID(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("received_bytes", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("mime", sa.Text(), nullable=False),
        sa.Column("detected_mime", sa.Text(), nullable=True),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("captured_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("fix", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("phone_thumbnail", postgresql.BYTEA(), nullable=True),
        sa.Column("preview", sa.Text(), server_default="pending", nullable=False),
        sa.Column("preview_reason", sa.Text(), nullable=True),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("object_key", sa.Text(), nullable=True),
        sa.Column("stored_sha256", sa.Text(), nullable=True),
        sa.Column("verified_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("due_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("declared_at", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("preview in ('pending', 'ready', 'none')", name="medium_preview_state_is_known"),
        sa.CheckConstraint("source in ('camera', 'gallery', 'file')", name="medium_source_is_known"),
        sa.CheckConstraint(
            "state in ('declared', 'uploading', 'verifying', 'received', 'mismatch')", name="medium_state_is_known"
        ),
        sa.CheckConstraint("received_bytes between 0 and size", name="medium_bytes_are_within_its_size"),
        sa.ForeignKeyConstraint(
            ["captured_by"],
            ["people.id"],
        ),
        sa.ForeignKeyConstraint(
            ["lead_id"],
            ["leads.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_media_lead_id"), "media", ["lead_id"], unique=False)
    op.create_index(
        "media_with_work_due", "media", ["due_at"], unique=False, postgresql_where=sa.text("due_at is not null")
    )
    op.create_table(
        "patrol_events",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("patrol_id", sa.UUID(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("received_at", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("sent_sha256", sa.Text(), nullable=False),
        sa.CheckConstraint("kind in ('pause', 'resume', 'end')", name="patrol_event_kind_is_known"),
        sa.ForeignKeyConstraint(
            ["patrol_id"],
            ["patrols.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_patrol_events_patrol_id"), "patrol_events", ["patrol_id"], unique=False)
    op.create_geospatial_table(
        "patrol_paths",
        sa.Column("patrol_id", sa.UUID(), nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "path",
            Geometry(
                geometry_type="LINESTRINGM",
                srid=4490,
                dimension=3,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
                nullable=False,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["patrol_id"],
            ["patrols.id"],
        ),
        sa.PrimaryKeyConstraint("patrol_id", "part"),
    )
    op.create_geospatial_table(
        "track_batches",
        sa.Column("patrol_id", sa.UUID(), nullable=False),
        sa.Column("first_seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("point_count", sa.SmallInteger(), nullable=False),
        sa.Column("t0", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("from_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("to_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("sent_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("received_at", postgresql.TIMESTAMP(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("records", postgresql.BYTEA(), nullable=False),
        sa.Column(
            "bbox",
            Geometry(
                geometry_type="POLYGON",
                srid=4490,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
                nullable=False,
            ),
            nullable=False,
        ),
        sa.Column("zone_runs", postgresql.ARRAY(sa.Integer()), nullable=False),
        sa.ForeignKeyConstraint(
            ["patrol_id"],
            ["patrols.id"],
        ),
        sa.PrimaryKeyConstraint("patrol_id", "first_seq"),
    )
    op.create_geospatial_index(
        "track_batches_by_place", "track_batches", ["bbox"], unique=False, postgresql_using="gist", postgresql_ops={}
    )
    op.create_table(
        "media_chunks",
        sa.Column("medium_id", sa.UUID(), nullable=False),
        sa.Column("start", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("object_key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["medium_id"],
            ["media.id"],
        ),
        sa.PrimaryKeyConstraint("medium_id", "start"),
    )


def downgrade() -> None:
    op.drop_table("media_chunks")
    op.drop_geospatial_index(
        "track_batches_by_place", table_name="track_batches", postgresql_using="gist", column_name="bbox"
    )
    op.drop_geospatial_table("track_batches")
    op.drop_geospatial_table("patrol_paths")
    op.drop_index(op.f("ix_patrol_events_patrol_id"), table_name="patrol_events")
    op.drop_table("patrol_events")
    op.drop_index("media_with_work_due", table_name="media", postgresql_where=sa.text("due_at is not null"))
    op.drop_index(op.f("ix_media_lead_id"), table_name="media")
    op.drop_table("media")
    op.drop_table("live_positions")
    op.drop_table("lead_steps")
    op.drop_index(op.f("ix_sessions_person_id"), table_name="sessions")
    op.drop_table("sessions")
    op.drop_index("patrols_by_town", table_name="patrols")
    op.drop_index("patrols_by_person", table_name="patrols")
    op.drop_table("patrols")
    op.drop_index("leads_newest_first", table_name="leads")
    op.drop_index("leads_by_reporter", table_name="leads")
    op.drop_geospatial_index("leads_by_place", table_name="leads", postgresql_using="gist", column_name="place")
    op.drop_geospatial_table("leads")
    op.drop_table("devices")
    op.drop_table("sign_in_attempts")
    op.drop_table("people")
    op.drop_index("live_events_in_commit_order", table_name="live_events")
    op.drop_table("live_events")
    op.drop_table("lead_categories")
    op.drop_index(op.f("ix_audit_events_subject"), table_name="audit_events")
    op.drop_table("audit_events")
    op.drop_geospatial_index("areas_by_place", table_name="areas", postgresql_using="gist", column_name="geom")
    op.drop_geospatial_table("areas")
    op.drop_table("area_imports")
