"""When alarms are due, by town, zone and time of day; zones nobody has been in; what is wrong with whom since when."""

import sqlalchemy as sa
from alembic import op

revision = "20261126_31_alarm_rules"
down_revision = "20261126_51_package_jobs"

_MOMENT = sa.TIMESTAMP(timezone=True)
_ALL = "(select ctx_reach()) = 'all'"
_TOWN = "(select ctx_reach()) = 'town' and town_code = any((select ctx_towns())::text[])"
_FENCE = {"alarm_rules": f"{_ALL} or ({_TOWN})", "alarm_marks": _ALL, "zone_visits": _ALL}
_LIMITS = ("no_fix_min", "left_zone_min", "unvisited_h", "low_battery", "accuracy_m")
_KINDS = "'sos', 'no_fix', 'low_battery', 'left_zone', 'accuracy_lost'"


def upgrade() -> None:
    op.create_table(
        "alarm_rules",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("town_code", sa.Text(), nullable=False),
        sa.Column("zone_code", sa.Text()),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("from_min", sa.SmallInteger(), nullable=False),
        sa.Column("to_min", sa.SmallInteger(), nullable=False),
        *(sa.Column(name, sa.SmallInteger()) for name in _LIMITS),
        sa.Column("updated_at", _MOMENT, nullable=False, server_default=sa.func.now()),
        sa.Column("updated_by", sa.UUID(), nullable=False),
        sa.ForeignKeyConstraint(["updated_by"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "alarm_marks",
        sa.Column("patrol_id", sa.UUID(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("since", _MOMENT, nullable=False),
        sa.CheckConstraint("kind in ('left_zone', 'accuracy_lost')", name="alarm_mark_kind_is_known"),
        sa.ForeignKeyConstraint(["patrol_id"], ["patrols.id"]),
        sa.PrimaryKeyConstraint("patrol_id", "kind"),
    )
    op.create_table(
        "zone_visits",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("last_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("code"),
    )
    # An alarm may be about a zone instead of a person.
    op.alter_column("alarms", "person_id", nullable=True)
    _kinds_are(f"{_KINDS}, 'unvisited'")
    op.create_check_constraint(
        "alarm_is_about_somebody_or_a_zone", "alarms", "(person_id is null) = (kind = 'unvisited')"
    )
    op.create_index(
        "alarms_about_a_zone_once",
        "alarms",
        ["duty_zone_id", "since"],
        unique=True,
        postgresql_where=sa.text("kind = 'unvisited'"),
    )
    for table, rule in _FENCE.items():
        op.execute(f"alter table {table} enable row level security")
        op.execute(f"create policy fence on {table} using ({rule}) with check ({rule})")


def downgrade() -> None:
    op.drop_index("alarms_about_a_zone_once", "alarms")
    op.drop_constraint("alarm_is_about_somebody_or_a_zone", "alarms")
    op.execute("delete from alarm_steps where alarm_id in (select id from alarms where kind = 'unvisited')")
    op.execute("delete from alarms where kind = 'unvisited'")
    _kinds_are(_KINDS)
    op.alter_column("alarms", "person_id", nullable=False)
    for table in ("zone_visits", "alarm_marks", "alarm_rules"):
        op.drop_table(table)


def _kinds_are(known: str) -> None:
    op.drop_constraint("alarm_kind_is_known", "alarms")
    op.create_check_constraint("alarm_kind_is_known", "alarms", f"kind in ({known})")
