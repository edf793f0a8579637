import sqlalchemy as sa
from geoalchemy2 import Geometry
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, UUID

from backend.core.geojson import SRID
from backend.core.tables import Moment, metadata

leads = sa.Table(
    "leads",
    metadata,
    sa.Column("id", UUID, primary_key=True),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("category", sa.Text, sa.ForeignKey("lead_categories.code"), nullable=False),
    sa.Column("place", Geometry("POINT", SRID, spatial_index=False), nullable=False),
    sa.Column("place_source", sa.Text, nullable=False),
    sa.Column("fix", JSONB),
    sa.Column("address", sa.Text, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("town_code", sa.Text),
    sa.Column("town_name", sa.Text),
    sa.Column("duty_zone_id", UUID, sa.ForeignKey("areas.id")),
    sa.Column("duty_zone_name", sa.Text),
    sa.Column("reported_by", UUID, sa.ForeignKey("people.id"), nullable=False),
    sa.Column("reported_by_name", sa.Text, nullable=False),
    sa.Column("device_id", UUID),
    sa.Column("patrol_id", UUID),
    sa.Column("captured_at", Moment, nullable=False),
    sa.Column("received_at", Moment, nullable=False, server_default=sa.func.now()),
    sa.Column("assigned_to", UUID, sa.ForeignKey("people.id")),
    sa.Column("assigned_to_name", sa.Text),
    sa.Column("objection", sa.Text),
    sa.Column("revision", sa.Integer, nullable=False, server_default="1"),
    sa.Column("app_build", sa.Text, nullable=False),
    sa.Column("sent_sha256", sa.Text, nullable=False),
    sa.Column("urgent", sa.Boolean, nullable=False, server_default="false"),
    sa.Column("delivered_at", Moment),
    sa.Column("opened_at", Moment),
    sa.Column("has_news", sa.Boolean, nullable=False, server_default="false"),
    # Place on the curve of tiles. Numbers are compared before the fence, unlike shapes: an index on them is used.
    sa.Column("quad", sa.BigInteger, sa.Computed("tile_curve(st_x(place), st_y(place))", persisted=True)),
    sa.CheckConstraint(
        "state in ('reported', 'accepted', 'rejected', 'assigned', 'handled', 'closed')", name="lead_state_is_known"
    ),
    sa.CheckConstraint("objection in ('open', 'upheld', 'taken_up')", name="lead_objection_is_known"),
    sa.CheckConstraint("place_source in ('own_fix', 'pin')", name="lead_place_source_is_known"),
    sa.Index("leads_by_curve", "quad"),
    sa.Index("leads_by_place", "place", postgresql_using="gist"),
    sa.Index("leads_newest_first", "town_code", sa.text("received_at desc"), sa.text("id desc")),
    sa.Index("leads_by_receipt", "received_at", "id"),
    sa.Index("leads_by_capture", "captured_at", "id"),
    sa.Index("leads_by_reporter", "reported_by", sa.text("received_at desc")),
    sa.Index("leads_by_assignee", "assigned_to", sa.text("received_at desc")),
)

lead_steps = sa.Table(
    "lead_steps",
    metadata,
    sa.Column("id", UUID, primary_key=True),
    sa.Column("lead_id", UUID, sa.ForeignKey("leads.id"), nullable=False),
    sa.Column("order", sa.Integer, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("received_at", Moment, nullable=False, server_default=sa.func.now()),
    sa.Column("actor_id", UUID, sa.ForeignKey("people.id"), nullable=False),
    sa.Column("actor_name", sa.Text, nullable=False),
    sa.Column("reason", sa.Text),
    sa.Column("assignee_id", UUID, sa.ForeignKey("people.id")),
    sa.Column("assignee_name", sa.Text),
    sa.Column("media", ARRAY(UUID), nullable=False, server_default="{}"),
    sa.Column("sent_sha256", sa.Text, nullable=False),
    sa.Column("withdraws", UUID, sa.ForeignKey("lead_steps.id")),
    sa.Column("before", JSONB),
    sa.Column("category", sa.Text, sa.ForeignKey("lead_categories.code")),
    sa.UniqueConstraint("lead_id", "order", name="lead_steps_have_one_order"),
    sa.CheckConstraint(
        "kind in ('reported', 'accepted', 'rejected', 'assigned', 'noted', 'set_out', 'handled', 'closed', 'added', "
        "'objected', 'upheld', 'withdrawn', 'urged', 'calmed', 'recategorised')",
        name="lead_step_kind_is_known",
    ),
)

evidence_classes = sa.Table(
    "evidence_classes",
    metadata,
    sa.Column("lead_id", UUID, sa.ForeignKey("leads.id"), primary_key=True),
    sa.Column("class", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("set_by", UUID, sa.ForeignKey("people.id"), nullable=False),
    sa.Column("set_by_name", sa.Text, nullable=False),
    sa.Column("set_at", Moment, nullable=False, server_default=sa.func.now()),
    sa.CheckConstraint(
        "class in ('patrol_only', 'no_case', 'simple_case', 'ordinary_case', 'obstruction', 'mass_incident',"
        " 'other_major')",
        name="evidence_class_is_known",
    ),
)

evidence_holds = sa.Table(
    "evidence_holds",
    metadata,
    sa.Column("id", UUID, primary_key=True),
    sa.Column("lead_id", UUID, sa.ForeignKey("leads.id"), nullable=False, index=True),
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
