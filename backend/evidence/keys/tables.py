import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import BYTEA, UUID

from backend.core.tables import Moment, metadata

capture_keys = sa.Table(
    "capture_keys",
    metadata,
    sa.Column("id", UUID, primary_key=True),
    sa.Column("person_id", UUID, sa.ForeignKey("people.id"), nullable=False),
    sa.Column("device_id", UUID, nullable=False),
    sa.Column("label", sa.Text, nullable=False),
    sa.Column("public_key", BYTEA, nullable=False),
    sa.Column("enrolled_at", Moment, nullable=False, server_default=sa.func.now()),
    sa.Column("approved_at", Moment),
    sa.Column("approved_by", UUID, sa.ForeignKey("people.id")),
    sa.Column("revoked_at", Moment),
    sa.Column("revoked_reason", sa.Text),
    sa.ForeignKeyConstraint(["person_id", "device_id"], ["devices.person_id", "devices.id"]),
    sa.CheckConstraint("approved_by <> person_id", name="capture_key_is_approved_by_somebody_else"),
    sa.CheckConstraint(
        "(approved_at is null) = (approved_by is null)", name="capture_key_is_approved_by_a_person_at_a_time"
    ),
    sa.Index("capture_keys_of_a_device", "person_id", "device_id"),
)
