import sqlalchemy as sa
from geoalchemy2 import Geometry
from sqlalchemy.dialects.postgresql import ARRAY, BYTEA, JSONB, UUID

from backend.core.geojson import SRID
from backend.core.tables import Moment, Xid8, metadata

TODAY = sa.text("(now() at time zone 'Asia/Shanghai')::date")

patrols = sa.Table(
    "patrols",
    metadata,
    sa.Column("id", UUID, primary_key=True),
    sa.Column("person_id", UUID, sa.ForeignKey("people.id"), nullable=False),
    sa.Column("person_name", sa.Text, nullable=False),
    sa.Column("town_code", sa.Text, nullable=False),
    sa.Column("squad", sa.Text, nullable=False),
    sa.Column("second_officer_id", UUID, sa.ForeignKey("people.id")),
    sa.Column("second_officer_name", sa.Text),
    sa.Column("duty_zone_id", UUID, sa.ForeignKey("areas.id")),
    sa.Column("vehicle", sa.Text),
    sa.Column("device_id", UUID),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("started_at", Moment, nullable=False),
    sa.Column("ended_at", Moment),
    sa.Column("received_at", Moment, nullable=False, server_default=sa.func.now()),
    sa.Column("sent_sha256", sa.Text, nullable=False),
    # Moved by every batch in its own transaction, so that lists and receipts need not count.
    sa.Column("point_count", sa.Integer, nullable=False, server_default="0"),
    sa.Column("acked_through", sa.Integer, nullable=False, server_default="-1"),
    sa.Column("last_fix_at", Moment),
    # How many points the display path was derived from; other than point_count, it is stale.
    sa.Column("path_points", sa.Integer, nullable=False, server_default="-1"),
    # No counter stands in the condition of an index: a batch that moves it would have to move all indexes.
    sa.Column("path_stale", sa.Boolean, sa.Computed("path_points <> point_count", persisted=True), nullable=False),
    # How many points there were when its batches were joined; other than point_count, they are to be joined again.
    sa.Column("joined_points", sa.Integer, nullable=False, server_default="-1"),
    sa.Column("unjoined", sa.Boolean, sa.Computed("joined_points <> point_count", persisted=True), nullable=False),
    # The day it was first heard of: its raw track lies there until that day is dropped. Never changes.
    sa.Column("track_day", sa.Date, nullable=False, server_default=TODAY),
    sa.Column("last_batch_at", Moment),
    sa.CheckConstraint("state in ('running', 'paused', 'ended')", name="patrol_state_is_known"),
    sa.Index("patrols_by_person", "person_id", "started_at"),
    # A companion's fix is held against what its person patrols, and what they patrolled at its time.
    sa.Index("patrols_not_ended", "person_id", postgresql_where=sa.text("state <> 'ended'")),
    sa.Index("patrols_by_end", "person_id", "ended_at", postgresql_where=sa.text("state = 'ended'")),
    sa.Index("patrols_by_start", "started_at", "id"),
    sa.Index("patrols_by_town", "town_code", "started_at"),
    sa.Index("patrols_by_track_day", "track_day"),
    sa.Index("patrols_with_a_stale_path", "id", postgresql_where=sa.text("state = 'ended' and path_stale")),
    sa.Index("patrols_to_join", "ended_at", postgresql_where=sa.text("state = 'ended' and unjoined")),
)

patrol_events = sa.Table(
    "patrol_events",
    metadata,
    sa.Column("id", UUID, primary_key=True),
    sa.Column("patrol_id", UUID, sa.ForeignKey("patrols.id"), nullable=False, index=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("received_at", Moment, nullable=False, server_default=sa.func.now()),
    sa.Column("reason", sa.Text),
    sa.Column("sent_sha256", sa.Text, nullable=False),
    sa.CheckConstraint("kind in ('pause', 'resume', 'end')", name="patrol_event_kind_is_known"),
)

track_batches = sa.Table(
    "track_batches",
    metadata,
    # Of its patrol: a partition is a day.
    sa.Column("day", sa.Date, primary_key=True, server_default=TODAY),
    # Its patrol: the fence looks for it at every insert, and a trigger keeps a patrol that has batches.
    sa.Column("patrol_id", UUID, primary_key=True),
    sa.Column("first_seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("point_count", sa.SmallInteger, nullable=False),
    sa.Column("t0", Moment, nullable=False),
    sa.Column("from_at", Moment, nullable=False),
    sa.Column("to_at", Moment, nullable=False),
    sa.Column("sent_at", Moment, nullable=False),
    sa.Column("received_at", Moment, nullable=False, server_default=sa.func.now()),
    sa.Column("laid", BYTEA, nullable=False),
    sa.Column("bbox", Geometry("POLYGON", SRID, spatial_index=False), nullable=False),
    sa.Column("zone_runs", ARRAY(sa.Integer), nullable=False),
    # Of a batch joined from several: what each of them was.
    sa.Column("pieces", BYTEA),
    # A companion's fixes come one by one; whether one is there already is told by its time.
    sa.Index(
        "track_batches_of_companions",
        "patrol_id",
        "from_at",
        postgresql_where=sa.text("first_seq >= 1000000 and pieces is null"),
    ),
    postgresql_partition_by="range (day)",
)

patrol_paths = sa.Table(
    "patrol_paths",
    metadata,
    sa.Column("day", sa.Date, primary_key=True, server_default=TODAY),
    sa.Column("patrol_id", UUID, sa.ForeignKey("patrols.id"), primary_key=True),
    sa.Column("part", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("path", Geometry("LINESTRINGM", SRID, dimension=3, spatial_index=False), nullable=False),
    postgresql_partition_by="range (day)",
)

patrol_sums = sa.Table(
    "patrol_sums",
    metadata,
    sa.Column("patrol_id", UUID, sa.ForeignKey("patrols.id"), primary_key=True),
    # Of how many points.
    sa.Column("point_count", sa.Integer, nullable=False),
    sa.Column("distance_m", sa.Float, nullable=False),
    sa.Column("moving_s", sa.Float, nullable=False),
    sa.Column("zones", JSONB, nullable=False),
    sa.Column("dropped", JSONB, nullable=False),
)

track_holds = sa.Table(
    "track_holds",
    metadata,
    sa.Column("id", UUID, primary_key=True),
    sa.Column("patrol_id", UUID, sa.ForeignKey("patrols.id"), nullable=False, index=True),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("until", sa.Date),
    sa.Column("placed_by", UUID, sa.ForeignKey("people.id"), nullable=False),
    sa.Column("placed_by_name", sa.Text, nullable=False),
    sa.Column("placed_at", Moment, nullable=False, server_default=sa.func.now()),
    sa.Column("released_by", UUID, sa.ForeignKey("people.id")),
    sa.Column("released_by_name", sa.Text),
    sa.Column("released_at", Moment),
    sa.Column("release_reason", sa.Text),
)

zone_visits = sa.Table(
    "zone_visits",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("last_at", Moment, nullable=False),
)
"""When somebody on duty was last in a duty zone, by its code: a version of it may be newer than the visit."""

live_positions = sa.Table(
    "live_positions",
    metadata,
    sa.Column("person_id", UUID, sa.ForeignKey("people.id"), primary_key=True),
    sa.Column("patrol_id", UUID, sa.ForeignKey("patrols.id"), nullable=False),
    sa.Column("town_code", sa.Text, nullable=False),
    sa.Column("lon", sa.Float, nullable=False),
    sa.Column("lat", sa.Float, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("accuracy_m", sa.Float),
    sa.Column("speed_ms", sa.Float),
    sa.Column("heading_deg", sa.Float),
    sa.Column("battery", sa.SmallInteger),
    # Who watches is told by it what has moved; see command/places.py. No index: every update would have to move in it.
    sa.Column("xid", Xid8, nullable=False, server_default=sa.text("pg_current_xact_id()")),
)
