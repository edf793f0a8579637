import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, BYTEA, UUID

from backend.core.tables import Moment, metadata

people = sa.Table(
    "people",
    metadata,
    sa.Column("id", UUID, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("display_name", sa.Text, nullable=False),
    sa.Column("password_hash", sa.Text, nullable=False),
    sa.Column("roles", ARRAY(sa.Text), nullable=False),
    sa.Column("town_codes", ARRAY(sa.Text), nullable=False),
    sa.Column("squad", sa.Text),
    sa.Column("phone", sa.Text),
    sa.Column("disabled", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("must_change_password", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("created_at", Moment, nullable=False, server_default=sa.func.now()),
    sa.UniqueConstraint("name", name="person_name_is_unique"),
)

devices = sa.Table(
    "devices",
    metadata,
    sa.Column("person_id", UUID, sa.ForeignKey("people.id"), primary_key=True),
    sa.Column("id", UUID, primary_key=True),
    sa.Column("label", sa.Text, nullable=False),
    sa.Column("named", sa.Boolean, nullable=False, server_default="false"),
    sa.Column("device_key", BYTEA),
    sa.Column("enrolled_at", Moment, nullable=False, server_default=sa.func.now()),
    sa.Column("seen_at", Moment, nullable=False, server_default=sa.func.now()),
    sa.Column("revoked_at", Moment),
    sa.Column("revoked_reason", sa.Text),
)

sessions = sa.Table(
    "sessions",
    metadata,
    sa.Column("token_sha256", BYTEA, primary_key=True),
    sa.Column("id", UUID, nullable=False, unique=True),
    sa.Column("person_id", UUID, sa.ForeignKey("people.id"), nullable=False, index=True),
    sa.Column("device_id", UUID),
    sa.Column("created_at", Moment, nullable=False, server_default=sa.func.now()),
    sa.Column("seen_at", Moment, nullable=False, server_default=sa.func.now()),
    sa.Column("idle_until", Moment, nullable=False),
    sa.Column("ends_at", Moment, nullable=False),
    sa.Column("revoked_at", Moment),
)

access_keys = sa.Table(
    "access_keys",
    metadata,
    sa.Column("id", UUID, primary_key=True),
    sa.Column("person_id", UUID, sa.ForeignKey("people.id"), nullable=False, index=True),
    sa.Column("key_sha256", BYTEA, nullable=False),
    sa.Column("label", sa.Text, nullable=False),
    sa.Column("created_at", Moment, nullable=False, server_default=sa.func.now()),
    sa.Column("ends_at", Moment, nullable=False),
    sa.Column("used_at", Moment),
    sa.Column("revoked_at", Moment),
    sa.UniqueConstraint("key_sha256", name="access_key_is_unique"),
)

sign_in_attempts = sa.Table(
    "sign_in_attempts",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("device", sa.Text, primary_key=True),
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("last_failure_at", Moment, nullable=False),
)
