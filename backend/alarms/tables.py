import sqlalchemy as sa
from geoalchemy2 import Geometry
from sqlalchemy.dialects.postgresql import UUID

from backend.core.geojson import SRID
from backend.core.tables import Moment, metadata

alarms = sa.Table(
    "alarms",
    metadata,
    sa.Column("id", UUID, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("person_id", UUID, sa.ForeignKey("people.id")),
    sa.Column("person_name", sa.Text, nullable=False),
    sa.Column("squad", sa.Text),
    sa.Column("device_id", UUID),
    sa.Column("patrol_id", UUID),
    sa.Column("town_code", sa.Text),
    sa.Column("town_name", sa.Text),
    sa.Column("duty_zone_id", UUID, sa.ForeignKey("areas.id")),
    sa.Column("duty_zone_name", sa.Text),
    sa.Column("place", Geometry("POINT", SRID, spatial_index=False)),
    sa.Column("accuracy_m", sa.Float),
    sa.Column("fix_at", Moment),
    sa.Column("battery", sa.SmallInteger),
    sa.Column("at", Moment, nullable=False),
    sa.Column("received_at", Moment, nullable=False, server_default=sa.func.now()),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False, server_default="1"),
    # What a person raised has a digest; what the server noticed has a beginning instead.
    sa.Column("sent_sha256", sa.Text),
    sa.Column("since", Moment),
    sa.CheckConstraint(
        "kind in ('sos', 'no_fix', 'low_battery', 'left_zone', 'accuracy_lost', 'unvisited')",
        name="alarm_kind_is_known",
    ),
    sa.CheckConstraint("(person_id is null) = (kind = 'unvisited')", name="alarm_is_about_somebody_or_a_zone"),
    sa.CheckConstraint("state in ('raised', 'seen', 'cancelled', 'closed')", name="alarm_state_is_known"),
    sa.CheckConstraint("(sent_sha256 is null) <> (since is null)", name="alarm_is_sent_or_noticed"),
    sa.Index("alarms_newest_first", sa.text("received_at desc"), sa.text("id desc")),
    sa.Index("alarms_by_person", "person_id", sa.text("received_at desc")),
    sa.Index("alarms_open", "kind", postgresql_where=sa.text("state <> 'closed'")),
    sa.Index("alarms_noticed_once", "patrol_id", "kind", "since", unique=True,
             postgresql_where=sa.text("since is not null")),
    sa.Index("alarms_about_a_zone_once", "duty_zone_id", "since", unique=True,
             postgresql_where=sa.text("kind = 'unvisited'")),
)  # fmt: skip

alarm_marks = sa.Table(
    "alarm_marks",
    metadata,
    sa.Column("patrol_id", UUID, sa.ForeignKey("patrols.id"), primary_key=True),
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("since", Moment, nullable=False),
    sa.CheckConstraint("kind in ('left_zone', 'accuracy_lost')", name="alarm_mark_kind_is_known"),
)
"""What has been wrong with a running patrol since when. Kept by whoever looks for alarms, see ``watching``."""

alarm_watch = sa.Table(
    "alarm_watch",
    metadata,
    sa.Column("one", sa.Boolean, primary_key=True, server_default=sa.true()),
    sa.Column("seen", sa.Text, nullable=False),
    sa.Column("looked_at", Moment, nullable=False),
    sa.CheckConstraint("one", name="alarm_watch_is_one"),
)
"""One row: when alarms were last looked for, by whichever process, and in which snapshot."""

alarm_steps = sa.Table(
    "alarm_steps",
    metadata,
    sa.Column("id", UUID, primary_key=True),
    sa.Column("alarm_id", UUID, sa.ForeignKey("alarms.id"), nullable=False),
    sa.Column("order", sa.Integer, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("received_at", Moment, nullable=False, server_default=sa.func.now()),
    sa.Column("actor_id", UUID, sa.ForeignKey("people.id")),
    sa.Column("actor_name", sa.Text, nullable=False),
    sa.Column("outcome", sa.Text),
    sa.Column("reason", sa.Text),
    sa.Column("sent_sha256", sa.Text),
    sa.UniqueConstraint("alarm_id", "order", name="alarm_steps_have_one_order"),
    sa.CheckConstraint("kind in ('raised', 'seen', 'cancelled', 'closed')", name="alarm_step_kind_is_known"),
    sa.CheckConstraint(
        "outcome in ('handled', 'false_alarm', 'drill', 'resolved', 'other')", name="alarm_outcome_is_known"
    ),
)
