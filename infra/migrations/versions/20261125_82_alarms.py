"""Alarms: calls for help, and what the server notices by itself; with what happened to each."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry

revision = "20261125_82_alarms"
down_revision = "20261125_81_administration"

_SIGNED_IN = "(select ctx_reach()) in ('own', 'town', 'all')"
_FENCE = {
    "alarms": f"""
        (select ctx_reach()) = 'all'
        or ({_SIGNED_IN} and person_id = (select ctx_person()))
        or ((select ctx_reach()) = 'town' and town_code = any((select ctx_towns())::text[]))
    """,
    "alarm_steps": "exists (select 1 from alarms as parent where parent.id = alarm_id)",
}
_MOMENT = sa.TIMESTAMP(timezone=True)


def upgrade() -> None:
    op.create_table(
        "alarms",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("person_id", sa.UUID(), nullable=False),
        sa.Column("person_name", sa.Text(), nullable=False),
        sa.Column("squad", sa.Text()),
        sa.Column("device_id", sa.UUID()),
        sa.Column("patrol_id", sa.UUID()),
        sa.Column("town_code", sa.Text()),
        sa.Column("town_name", sa.Text()),
        sa.Column("duty_zone_id", sa.UUID()),
        sa.Column("duty_zone_name", sa.Text()),
        sa.Column("place", Geometry("POINT", 4490, spatial_index=False)),
        sa.Column("accuracy_m", sa.Float()),
        sa.Column("fix_at", _MOMENT),
        sa.Column("battery", sa.SmallInteger()),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("received_at", _MOMENT, nullable=False, server_default=sa.func.now()),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("sent_sha256", sa.Text()),
        sa.Column("since", _MOMENT),
        sa.CheckConstraint(
            "kind in ('sos', 'no_fix', 'low_battery', 'left_zone', 'accuracy_lost')", name="alarm_kind_is_known"
        ),
        sa.CheckConstraint("state in ('raised', 'seen', 'cancelled', 'closed')", name="alarm_state_is_known"),
        sa.CheckConstraint("(sent_sha256 is null) <> (since is null)", name="alarm_is_sent_or_noticed"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.ForeignKeyConstraint(["duty_zone_id"], ["areas.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("alarms_newest_first", "alarms", [sa.text("received_at desc"), sa.text("id desc")])
    op.create_index("alarms_by_person", "alarms", ["person_id", sa.text("received_at desc")])
    op.create_index("alarms_open", "alarms", ["kind"], postgresql_where=sa.text("state <> 'closed'"))
    op.create_index(
        "alarms_noticed_once",
        "alarms",
        ["patrol_id", "kind", "since"],
        unique=True,
        postgresql_where=sa.text("since is not null"),
    )
    op.create_table(
        "alarm_steps",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("alarm_id", sa.UUID(), nullable=False),
        sa.Column("order", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("received_at", _MOMENT, nullable=False, server_default=sa.func.now()),
        sa.Column("actor_id", sa.UUID()),
        sa.Column("actor_name", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text()),
        sa.Column("reason", sa.Text()),
        sa.Column("sent_sha256", sa.Text()),
        sa.CheckConstraint("kind in ('raised', 'seen', 'cancelled', 'closed')", name="alarm_step_kind_is_known"),
        sa.CheckConstraint(
            "outcome in ('handled', 'false_alarm', 'drill', 'resolved', 'other')", name="alarm_outcome_is_known"
        ),
        sa.ForeignKeyConstraint(["alarm_id"], ["alarms.id"]),
        sa.ForeignKeyConstraint(["actor_id"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("alarm_id", "order", name="alarm_steps_have_one_order"),
    )
    for table, rule in _FENCE.items():
        op.execute(f"alter table {table} enable row level security")
        op.execute(f"create policy fence on {table} using ({rule}) with check ({rule})")


def downgrade() -> None:
    op.drop_table("alarm_steps")
    op.drop_table("alarms")
