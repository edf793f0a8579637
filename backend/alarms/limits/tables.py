import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import UUID

from backend.core.tables import Moment, metadata

alarm_rules = sa.Table(
    "alarm_rules",
    metadata,
    sa.Column("id", UUID, primary_key=True),
    sa.Column("town_code", sa.Text, nullable=False),
    sa.Column("zone_code", sa.Text),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("from_min", sa.SmallInteger, nullable=False),
    sa.Column("to_min", sa.SmallInteger, nullable=False),
    sa.Column("no_fix_min", sa.SmallInteger),
    sa.Column("left_zone_min", sa.SmallInteger),
    sa.Column("unvisited_h", sa.SmallInteger),
    sa.Column("low_battery", sa.SmallInteger),
    sa.Column("accuracy_m", sa.SmallInteger),
    sa.Column("updated_at", Moment, nullable=False, server_default=sa.func.now()),
    sa.Column("updated_by", UUID, sa.ForeignKey("people.id"), nullable=False),
)
