import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import BYTEA, UUID

from backend.core.tables import Moment, metadata

companions = sa.Table(
    "companions",
    metadata,
    sa.Column("id", UUID, primary_key=True),
    sa.Column("person_id", UUID, sa.ForeignKey("people.id"), nullable=False, index=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("label", sa.Text, nullable=False),
    sa.Column("secret_sha256", BYTEA, nullable=False, unique=True),
    sa.Column("created_at", Moment, nullable=False, server_default=sa.func.now()),
    sa.Column("created_by", UUID, sa.ForeignKey("people.id"), nullable=False),
    sa.Column("seen_at", Moment),
    sa.Column("stored_at", Moment),
    sa.Column("off_duty_at", Moment),
    sa.Column("revoked_at", Moment),
    sa.Column("revoked_reason", sa.Text),
    sa.CheckConstraint("kind in ('owntracks', 'traccar', 'osmand')", name="companion_kind_is_known"),
)

kept_aside = sa.Table(
    "kept_aside",
    metadata,
    sa.Column("id", UUID, primary_key=True),
    sa.Column("companion_id", UUID, sa.ForeignKey("companions.id"), nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("sha256", BYTEA, nullable=False),
    sa.Column("size", sa.Integer, nullable=False),
    # Null: it came off duty, when nobody's place is kept.
    sa.Column("body", BYTEA),
    sa.Column("times", sa.Integer, nullable=False, server_default="1"),
    sa.Column("received_at", Moment, nullable=False, server_default=sa.func.now()),
    sa.Column("last_at", Moment, nullable=False, server_default=sa.func.now()),
    sa.Column("settled_at", Moment),
    sa.Column("settled_by", UUID, sa.ForeignKey("people.id")),
    sa.UniqueConstraint("companion_id", "sha256", name="the_same_stands_aside_once"),
    sa.Index("kept_aside_by_time", sa.text("last_at desc"), "id"),
)
