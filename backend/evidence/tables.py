import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import BYTEA, JSONB, UUID

from backend.core.tables import Moment, metadata

media = sa.Table(
    "media",
    metadata,
    sa.Column("id", UUID, primary_key=True),
    sa.Column("lead_id", UUID, sa.ForeignKey("leads.id"), nullable=False, index=True),
    sa.Column("captured_by", UUID, sa.ForeignKey("people.id"), nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("received_bytes", sa.BigInteger, nullable=False, server_default="0"),
    sa.Column("mime", sa.Text, nullable=False),
    sa.Column("detected_mime", sa.Text),
    sa.Column("filename", sa.Text, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("role", sa.Text, nullable=False, server_default="original"),
    sa.Column("derived_from", UUID),
    sa.Column("captured_at", Moment, nullable=False),
    sa.Column("fix", JSONB),
    sa.Column("phone_thumbnail", BYTEA),
    sa.Column("preview", sa.Text, nullable=False, server_default="pending"),
    sa.Column("preview_reason", sa.Text),
    sa.Column("width", sa.Integer),
    sa.Column("height", sa.Integer),
    sa.Column("object_key", sa.Text),
    sa.Column("object_version", sa.Text),
    sa.Column("vaulted", sa.Boolean, nullable=False, server_default="false"),
    sa.Column("locked_until", Moment),
    sa.Column("stored_sha256", sa.Text),
    sa.Column("stored_sm3", sa.Text),
    sa.Column("verified_at", Moment),
    sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
    sa.Column("due_at", Moment),
    sa.Column("declared_at", Moment, nullable=False, server_default=sa.func.now()),
    sa.CheckConstraint(
        "state in ('declared', 'uploading', 'verifying', 'received', 'mismatch', 'erased')",
        name="medium_state_is_known",
    ),
    sa.CheckConstraint("preview in ('pending', 'ready', 'none')", name="medium_preview_state_is_known"),
    sa.CheckConstraint("source in ('camera', 'gallery', 'file')", name="medium_source_is_known"),
    sa.CheckConstraint(
        "role in ('original', 'voice', 'stamped', 'annotated', 'redacted')", name="medium_role_is_known"
    ),
    sa.CheckConstraint(
        "(role in ('stamped', 'annotated', 'redacted')) = (derived_from is not null)",
        name="medium_is_derived_when_its_role_says_so",
    ),
    sa.UniqueConstraint("lead_id", "id", name="media_of_a_lead"),
    sa.ForeignKeyConstraint(
        ["lead_id", "derived_from"], ["media.lead_id", "media.id"], name="medium_is_derived_within_its_lead"
    ),
    sa.CheckConstraint("received_bytes between 0 and size", name="medium_bytes_are_within_its_size"),
    sa.Index("media_with_work_due", "due_at", postgresql_where=sa.text("due_at is not null")),
)

media_tombstones = sa.Table(
    "media_tombstones",
    metadata,
    sa.Column("medium_id", UUID, sa.ForeignKey("media.id"), primary_key=True),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("captured_at", Moment, nullable=False),
    sa.Column("received_at", Moment),
    sa.Column("class", sa.Text, nullable=False),
    sa.Column("due_on", sa.Date, nullable=False),
    sa.Column("erased_on", sa.Date, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.CheckConstraint("erased_on >= due_on", name="medium_is_erased_when_it_is_due"),
)
"""What stays of a medium whose time was over."""

media_chunks = sa.Table(
    "media_chunks",
    metadata,
    sa.Column("medium_id", UUID, sa.ForeignKey("media.id"), primary_key=True),
    sa.Column("start", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("object_key", sa.Text, nullable=False),
)
